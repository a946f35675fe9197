/** The model's constants, changed for an experiment. */
import { CERTAINTY, GRAIN, LIFE, SCORE } from '../../src/core/model/options.ts';

const CONSTANTS: Readonly<Record<string, Record<string, unknown>>> = { CERTAINTY, GRAIN, LIFE, SCORE };

/** Sets a constant, as GRAIN.topic, and says how to set it back. Throws for one that the model has not. */
export function change(path: string, value: number): () => void {
  const [group = '', name = ''] = path.split('.');
  const constants = CONSTANTS[group];
  if (!constants || typeof constants[name] !== 'number') throw new Error(`${path} is no number of the model`);
  const before = constants[name];
  constants[name] = value;
  return () => {
    constants[name] = before;
  };
}
