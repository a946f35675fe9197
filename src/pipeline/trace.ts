/** W3C trace context (traceparent, tracestate), which travels on with what is made of a record. */
import type { RawRecord } from '../core/ports.ts';
import { headersSize } from '../core/recordsize.ts';

const NAMES = new Set(['traceparent', 'tracestate']);
/** Eight times what everybody must pass on of tracestate: what is larger is a stranger's, and would not fit with what it is put on. */
const LARGEST = 4096;

/** The headers of a record that hold it; none when they are larger than 4 KiB. */
export function traceOf(headers: RawRecord['headers']): RawRecord['headers'] {
  const found = headers.filter(([name]) => NAMES.has(name.toLowerCase()));
  return headersSize(found) <= LARGEST ? found : [];
}
