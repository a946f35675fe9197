/** One broker and one registry for all files of the tier: vitest hands on what can be told in JSON. */
import type { TestProject } from 'vitest/node';
import { type Secured, startSecured } from './world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    secured: Secured;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...secured } = await startSecured();
  project.provide('secured', secured);
  return close;
}
