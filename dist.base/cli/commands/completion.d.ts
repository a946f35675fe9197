import { type Command } from '../command.ts';
/** @param load gives each command's name, in one word or two, with itself */
export declare function completion(load: () => Promise<ReadonlyMap<string, Command>>): Command;
