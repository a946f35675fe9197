/**
 * The value below which so great a part of the others lies, of one at least; no value is made between two. They are moved about, but
 * not sorted: Hoare, Algorithm 65, find (CACM 4, 1961), whose work grows with their number.
 */
export function quantile(values, part) {
    const wanted = Math.floor(part * (values.length - 1));
    let [from, to] = [0, values.length - 1];
    while (from < to) {
        const pivot = values[wanted];
        let [left, right] = [from, to];
        while (left <= right) {
            while (values[left] < pivot)
                left++;
            while (pivot < values[right])
                right--;
            if (left > right)
                break;
            const moved = values[left];
            values[left++] = values[right];
            values[right--] = moved;
        }
        if (right < wanted)
            from = left;
        if (wanted < left)
            to = right;
    }
    return values[wanted];
}
//# sourceMappingURL=quantile.js.map