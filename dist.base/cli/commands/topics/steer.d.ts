import { type Asked } from '../../../core/model/command.ts';
import type { Config } from '../../config.ts';
/** The exit status. Throws `fatal`, stage `config`, for a command that makes no sense, stage `absorb` for one that cannot be done. */
export declare function steer(config: Config, asked: Asked): Promise<number>;
