export interface Png {
    readonly bytes: Uint8Array;
    /** Scripts of the picture that no font here can write; their letters are boxes. */
    readonly missing: readonly string[];
}
/**
 * Renders an SVG document, each of its px as `scale` pixels.
 * @param fonts files of fonts to be used instead of those of the machine
 * Throws `fatal`, stage `config`, where the renderer has no binary for this machine, and where there is no font at all.
 */
export declare function pngOf(svg: string, scale: number, fonts?: readonly string[]): Promise<Png>;
