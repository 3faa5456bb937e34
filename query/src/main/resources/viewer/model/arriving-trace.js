// SPDX-License-Identifier: Apache-2.0
// A trace while its JSON arrives. The fields before the spans come first, then each span on a line of its own, so what has
// arrived can be shown. No requests and no elements here.

/** Fewer spans are shown only with the rest: a small trace is shown at once. */
const FIRST_PART = 1000;
/** Each part is so many times as long as all before it, so that the work for all parts stays a fraction of that for the last. */
const GROWTH = 4;

/** The number of lines of a trace: spans, and placeholders of missing ones. */
export const lineCount = ({ spanCount, missingCount }) => spanCount + missingCount;

/** True for a trace of which more spans are to come. */
export const isArriving = (trace) => trace.spans.length < lineCount(trace);

export class ArrivingTrace {
  constructor() {
    this.head = null;
    this.spans = [];
    this.text = '';
    this.next = FIRST_PART;
  }

  /** @param text the next piece of the JSON, cut anywhere */
  add(text) {
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      this.text += text;
      return;
    }
    this.read(this.text + text.slice(0, end));
    this.text = text.slice(end + 1);
  }

  /** Reads whole lines; from the second span on, they begin with the comma. */
  read(lines) {
    let from = 0;
    if (this.head === null) {
      const end = lines.indexOf('\n');
      from = end < 0 ? lines.length : end + 1;
      this.head = JSON.parse(`${lines.slice(0, end < 0 ? lines.length : end)}]}`);
    }
    const comma = lines[from] === ',' ? 1 : 0;
    for (const span of JSON.parse(`[${lines.slice(from + comma)}]`)) {
      this.spans.push(span);
    }
  }

  /** The trace with the spans that are here, if there are enough more of them to show it again; else null. */
  part() {
    if (this.head === null || this.spans.length < this.next || this.spans.length >= lineCount(this.head)) {
      return null;
    }
    this.next = this.spans.length * GROWTH;
    return this.trace();
  }

  /** @throws Error if the JSON has ended too early */
  whole() {
    if (this.head === null || this.text !== ']}') {
      throw new Error('The JSON of the trace ends too early.');
    }
    return this.trace();
  }

  /** Its list of spans stays as it is when more arrive. */
  trace() {
    return { ...this.head, spans: this.spans.slice() };
  }
}
