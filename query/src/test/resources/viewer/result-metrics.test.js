// SPDX-License-Identifier: Apache-2.0
import { rowAt, placeOf, rowBounds, wholeRows } from '/viewer/model/heat.js';
import { heatOf, heatPath, spansIn } from '/viewer/model/result-metrics.js';
import { equal } from './check.js';

const PAGE = { query: '{ .a }', startUnixNanos: '1769860790000000000', endUnixNanos: '1769860920000000000' };
const example = (startUnixNanos, durationNanos) => ({ traceId: 'a', spanId: 'b', startUnixNanos, durationNanos });
const ANSWER = {
  firstUnixNanos: '1769860740000000000', stepNanos: 60e9, points: 4,
  series: [
    { labels: { __bucket: 0.016777216 }, values: [9, 1, 0, 2.4], exemplars: [example('1769860850000000000', 9e6), example('1769860851000000000', 16e6)] },
    { labels: { __bucket: 0.008388608 }, values: [0, 4, 0, 0], exemplars: [] },
    { labels: { __bucket: 1.073741824 }, values: [0, 0, 0, 0], exemplars: [] },
  ],
};

export function countsAllSpansOfTheSearchInSteps() {
  const asked = new URL(heatPath(PAGE), 'http://x').searchParams;
  equal(asked.get('q'), '{ .a } | histogram_over_time(span:duration)');
  equal([asked.get('start'), asked.get('end'), asked.get('step')], [PAGE.startUnixNanos, PAGE.endUnixNanos, '2s']);
  equal(new URL(heatPath({ ...PAGE, query: '{ }' }), 'http://x').searchParams.get('q'), '{ nestedSetParent < 0 } | histogram_over_time(span:duration)');
}

export function drawsOneRowForEachOctave() {
  const heat = heatOf(ANSWER, PAGE);
  // The first point stands for spans before the range.
  equal(heat.steps.map(({ from, to }) => [from, to]), [[1769860740000, 1769860800000], [1769860800000, 1769860860000], [1769860860000, 1769860920000]]);
  equal(heat.map.rows.map(({ calls }) => calls), [[4, 0, 0], [1, 0, 2.4]]);
  equal(heat.map.rows.map(rowBounds), [[4194304, 8388608], [8388608, 16777216]]);
  equal(rowAt(heat.map, placeOf(10e6)), heat.map.rows[1]);
  equal(wholeRows(heat.map, placeOf(5e6), placeOf(9e6)), [heat.map.rows[0].from, heat.map.rows[1].to]);
  equal(wholeRows(heat.map, placeOf(1e6), placeOf(2e6)).map((place) => Math.round(place - heat.map.rows[0].from)), [-24, -8]);
  equal(spansIn(heat), 7);
  equal(heat.examples.map(({ durationNanos }) => durationNanos), [16e6]);
}

export function drawsNothingOfNoSpans() {
  equal(heatOf({ ...ANSWER, series: [] }, PAGE).map.rows, []);
  equal(spansIn(heatOf({ ...ANSWER, series: [] }, PAGE)), 0);
  const instant = heatOf({ ...ANSWER, series: [{ labels: { __bucket: 0 }, values: [0, 3, 0, 0], exemplars: [example('1769860850000000000', 0)] }] }, PAGE);
  equal([instant.map.rows.length, instant.examples.length, Number.isFinite(instant.map.from)], [1, 0, true]);
}
