// SPDX-License-Identifier: Apache-2.0
import {
  afterKey, areaBetween, areaOf, areaText, areaWords, conditionOf, explanationOf, isIn, narrowed, searchIn, spansOf,
} from '/viewer/model/area.js';
import { scatter } from '/viewer/model/scatter.js';
import { equal } from './check.js';

const T0 = 1769860800000; // 2026-01-31T12:00:00Z
const AREA = { of: 'traces', from: T0, to: T0 + 60000, least: 120e6, most: 1.5e9 };
const TEXT = 'traces/2026-01-31T12:00:00.000Z/2026-01-31T12:01:00.000Z/120ms/1.5s';
const PLOT = { of: 'traces', from: T0, to: T0 + 600000, least: 1e3, most: 1e9 };

const trace = (startMillis, durationNanos, spans = []) => ({
  startUnixNanos: String(BigInt(T0 + startMillis) * 1000000n), durationNanos, spanCount: 3, errorCount: 0,
  spanSets: spans.map((at) => ({ spans: [{ startUnixNanos: String(BigInt(T0 + at) * 1000000n) }] })),
});

/** Numbers from 0 to 1, the same in each run. */
function* numbers(seed) {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

export function isKeptInTheAddress() {
  equal(areaText(AREA), TEXT);
  equal(areaOf(`?q=x&area=${TEXT}`), AREA);
  equal(areaOf(`?area=${TEXT.replace('traces', 'spans')}`).of, 'spans');
  for (const wrong of ['', '?area=', '?area=traces', `?area=${TEXT.replace('traces', 'cats')}`, `?area=${TEXT.replace('120ms', '2s')}`,
    `?area=${TEXT.replace('1.5s', 'long')}`, `?area=${TEXT.replace('12:01', '11:01')}`, '?area=constructor/2026/2027/1ms/2ms']) {
    equal(areaOf(wrong), null);
  }
}

export function hasTheCornersThatWereDrawnInAnyOrder() {
  const random = numbers(7);
  for (let i = 0; i < 500; i++) {
    const [a, b] = [0, 1].map(() => ({ at: T0 + random.next().value * 3600000, nanos: 10 ** (random.next().value * 12) }));
    const area = areaBetween('traces', a, b);
    equal(area, areaBetween('traces', b, a));
    equal([a, b].every(({ at, nanos }) => area.from <= at && at <= area.to && area.least <= nanos && nanos <= area.most), true);
    equal(area.most <= Math.max(a.nanos, b.nanos) * 1.01 + 1, true);
    equal(areaOf(`?area=${areaText(area)}`), area);
  }
}

export function holdsTracesByStartAndDuration() {
  equal([trace(0, 120e6), trace(60000, 1.5e9), trace(-1, 200e6), trace(60001, 200e6), trace(1, 119e6), trace(1, 1501e6)].map((one) => isIn(AREA, one)),
    [true, true, false, false, false, false]);
}

export function addsItsConditionToAnyQuery() {
  equal(conditionOf(AREA), 'trace:duration >= 120ms && trace:duration <= 1.5s');
  equal(conditionOf({ ...AREA, of: 'spans', least: 1500 }), 'span:duration >= 1.5us && span:duration <= 1.5s');
  equal(['', '{ }', '{ .a = 1 }', '{ .a = "}" || .b }', '{ .a } >> { .b }', '{ .a } | count() > 1', '{ .a } with (most_recent = true)', '{ .a // x\n}']
    .map((query) => narrowed(query, 'C')), ['{ C }', '{ C }', '{ .a = 1 && C }', '{ .a = "}" || .b && C }', '{ .a } >> { .b } | { C }',
    '{ .a } | count() > 1 | { C }', '{ .a } | { C } with (most_recent = true)', '{ .a && C }']);
  equal([spansOf('{ }'), spansOf('{ .a }')], ['{ nestedSetParent < 0 }', '{ .a }']);
}

export function searchesForWhatItHolds() {
  const parameters = (address) => Object.fromEntries(new URL(address, 'http://x').searchParams);
  equal(parameters(searchIn(AREA, '{ }', [], '50')), {
    q: '{ nestedSetParent < 0 && trace:duration >= 120ms && trace:duration <= 1.5s }',
    start: '2026-01-31T12:00:00.000Z', end: '2026-01-31T12:01:00.001Z', limit: '50',
  });
  // The second trace is not selected, and of the first one the earliest match counts.
  const traces = [trace(59000, 1.4e9, [60300, 60200]), trace(59000, 3e9, [61500])];
  equal(parameters(searchIn(AREA, '{ .a }', traces, '20')).end, '2026-01-31T12:01:00.201Z');
  equal(parameters(searchIn({ ...AREA, of: 'spans' }, '{ .a }', traces, '20')), {
    q: '{ .a && span:duration >= 120ms && span:duration <= 1.5s }', start: '2026-01-31T12:00:00.000Z', end: '2026-01-31T12:01:00.001Z', limit: '20',
  });
  const explained = parameters(explanationOf({ ...AREA, of: 'spans' }, '{ .a }', '?lookback=6h&limit=20'));
  equal(explained, {
    q: '{ .a }', selected: '{ span:duration >= 120ms && span:duration <= 1.5s }', lookback: '6h',
    selectedStart: '2026-01-31T12:00:00.000Z', selectedEnd: '2026-01-31T12:01:00.001Z',
  });
}

export function movesByKeys() {
  const middle = afterKey(null, 'ArrowLeft', false, PLOT);
  equal([middle.from, middle.to, middle.least, middle.most], [T0 + 150000, T0 + 450000, 31600, 31700000]);
  const right = afterKey(middle, 'ArrowRight', false, PLOT);
  equal([right.from - middle.from, right.to - middle.to, right.least], [30000, 30000, middle.least]);
  const wider = afterKey(middle, 'ArrowRight', true, PLOT);
  equal([wider.from, wider.to], [middle.from, middle.to + 30000]);
  equal([afterKey(middle, 'x', false, PLOT), afterKey(null, ' ', false, PLOT)], [undefined, middle]);
}

export function staysInsideThePlotWhateverIsPressed() {
  const random = numbers(11);
  let area = null;
  for (let i = 0; i < 2000; i++) {
    const key = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'][Math.floor(random.next().value * 4)];
    area = afterKey(area, key, random.next().value < 0.5, PLOT);
    equal(area.from >= PLOT.from && area.to <= PLOT.to + 1 && area.least >= PLOT.least * 0.98 && area.most <= PLOT.most * 1.02, true);
    equal(area.from < area.to && area.least < area.most, true);
  }
}

export function readsPlacesOfThePlotAsMoments() {
  const plot = scatter([trace(0, 5e6), trace(100000, 80e6)], { from: T0 - 1000, to: T0 + 200000 }, { width: 600, height: 150, left: 80, right: 16, top: 12, bottom: 26 });
  for (const { x, y, trace: shown } of plot.dots) {
    const { at, nanos } = plot.momentAt(x, y);
    equal(Math.round(at) - T0, Number(BigInt(shown.startUnixNanos) / 1000000n) - T0);
    equal(Math.abs(nanos / shown.durationNanos - 1) < 1e-9, true);
  }
  equal([plot.x(0), plot.x(T0 * 2), plot.y(1), plot.y(1e15)], [80, 584, 124, 12]);
}

export function isSaidInWords() {
  equal(areaWords({ ...AREA, from: T0 + 500 }).replace(/\d\d:0/g, 'H:0'), 'H:00:00 to H:01:00, 120 ms to 1.5 s');
  equal(areaWords({ ...AREA, to: T0 + 5000 }).replace(/\d\d:00:/g, ''), '00.000 to 05.000, 120 ms to 1.5 s');
}
