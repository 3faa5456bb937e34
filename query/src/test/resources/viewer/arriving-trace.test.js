// SPDX-License-Identifier: Apache-2.0
import { ArrivingTrace, isArriving, lineCount } from '/viewer/model/arriving-trace.js';
import { equal } from './check.js';
import { random } from './random.js';

/** As the service writes it: a line break before each span and after the last. */
const textOf = (head, spans) => `${JSON.stringify({ ...head, spans: [] }).slice(0, -2)}\n${spans.map((span) => JSON.stringify(span)).join('\n,')}\n]}`;

const span = (i) => ({ spanId: String(i), name: i % 3 === 0 ? 'a\nb ]}\n,{' : 'GET /ü→', attributes: { list: ['\n', '[{'] } });
const traceOf = (count, missing = 0) => {
  const head = { traceId: 'x', rootOperation: '"spans":[\n', spanCount: count - missing, missingCount: missing };
  const spans = Array.from({ length: count }, (unused, i) => span(i));
  return { head, spans, text: textOf(head, spans) };
};

export function readsATraceCutAnywhere() {
  const next = random(5);
  for (let round = 0; round < 100; round++) {
    const { head, spans, text } = traceOf(1 + next(12), 0);
    const arriving = new ArrivingTrace();
    for (let at = 0; at < text.length;) {
      const length = 1 + next(next(2) === 0 ? 3 : 200);
      arriving.add(text.slice(at, at + length));
      equal(arriving.spans, spans.slice(0, arriving.spans.length));
      at += length;
    }
    equal(arriving.whole(), { ...head, spans });
  }
}

export function givesFewGrowingPartsOfALargeTraceAndNoneOfASmallOne() {
  const sizes = (count) => {
    const { text } = traceOf(count, 2);
    const arriving = new ArrivingTrace();
    const parts = [];
    for (let at = 0; at < text.length; at += 500) {
      arriving.add(text.slice(at, at + 500));
      const part = arriving.part();
      if (part) {
        equal([isArriving(part), lineCount(part)], [true, count]);
        parts.push(part);
      }
    }
    equal([arriving.whole().spans.length, isArriving(arriving.whole())], [count, false]);
    return parts.map((part) => part.spans.length);
  };
  equal(sizes(1000), []);
  const parts = sizes(50000);
  equal(parts.length, 3);
  equal(parts.every((size, i) => size >= 1000 * 4 ** i && size < 1010 * 4 ** i), true);
}

export function refusesATraceThatEndsTooEarly() {
  const { text } = traceOf(3);
  for (let end = 0; end < text.length; end++) {
    const arriving = new ArrivingTrace();
    arriving.add(text.slice(0, end));
    let refused = false;
    try {
      arriving.whole();
    } catch {
      refused = true;
    }
    equal([end, refused], [end, true]);
  }
}
