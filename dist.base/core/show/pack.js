/** Words of several sizes in one picture: none on another, the first ones in the middle. */
/** Steps along the spiral, px of its arc, and how far one turn lies from the next. */
const STEP = 4;
const TURN = 5;
/**
 * Boxes one after the other, each in the first free place of a spiral out of the middle of the frame, or out of where it
 * is wanted. The spiral is as much wider than high as the frame is.
 * @param wanted where a box was before: a picture that changes a little stays put
 * @returns in the order of the boxes; null for one that has no room left
 */
export function packed(boxes, frame, wanted = []) {
    const taken = [];
    const middle = { x: frame.width / 2, y: frame.height / 2 };
    const [wide, high] = [Math.sqrt(frame.width / frame.height), Math.sqrt(frame.height / frame.width)];
    const reach = Math.hypot(frame.width, frame.height);
    function free(box, { x, y }) {
        const [w, h] = [box.width / 2, box.height / 2];
        if (x < w || y < h || x > frame.width - w || y > frame.height - h)
            return false;
        return taken.every((o) => Math.abs(o.x - x) >= w + o.width / 2 || Math.abs(o.y - y) >= h + o.height / 2);
    }
    return boxes.map((box, i) => {
        const from = wanted[i] ?? middle;
        for (let angle = 0, radius = 0; radius < reach;) {
            const place = { x: from.x + wide * radius * Math.cos(angle), y: from.y + high * radius * Math.sin(angle) };
            if (free(box, place)) {
                taken.push({ ...place, ...box });
                return place;
            }
            // An arc of one step: nearer to the middle that is a larger angle.
            angle += STEP / Math.max(radius, STEP);
            radius = (TURN * angle) / (2 * Math.PI);
        }
        return null;
    });
}
//# sourceMappingURL=pack.js.map