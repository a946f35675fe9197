/** @param version of Leitmotif */
export declare function openapi(version: string): Promise<object>;
