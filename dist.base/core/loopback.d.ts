/** True for addresses and names that only this machine can reach. */
export declare function isLoopback(host: string): boolean;
