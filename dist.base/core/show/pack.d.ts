/** Words of several sizes in one picture: none on another, the first ones in the middle. */
export interface Size {
    readonly width: number;
    readonly height: number;
}
/** Middle of a box. */
export interface Place {
    readonly x: number;
    readonly y: number;
}
/**
 * Boxes one after the other, each in the first free place of a spiral out of the middle of the frame, or out of where it
 * is wanted. The spiral is as much wider than high as the frame is.
 * @param wanted where a box was before: a picture that changes a little stays put
 * @returns in the order of the boxes; null for one that has no room left
 */
export declare function packed(boxes: readonly Size[], frame: Size, wanted?: readonly (Place | undefined)[]): (Place | null)[];
