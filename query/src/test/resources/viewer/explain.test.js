// SPDX-License-Identifier: Apache-2.0
import { chanceText, explainPath, partOfDifference, requestOf, searchesOf, slowest, timingRows, titleOf } from '/viewer/model/explain.js';
import { equal } from './check.js';

const MS = 1_000_000;
const traces = (...ms) => ms.map((one) => ({ durationNanos: one * MS }));
const ANSWER = { startUnixNanos: '1790000000000000000', endUnixNanos: '1790003600000000000', selectedQuery: '{ a } && { b }', restQuery: '{ a } && !{ b }' };

export function takesTheQueryAndTheRangeOfASearch() {
  equal(explainPath('{ status = error }', '{ trace:duration > 1s }', '?q=old&lookback=2d&limit=50'),
    '/explain?q=%7B+status+%3D+error+%7D&selected=%7B+trace:duration+%3E+1s+%7D&lookback=2d');
  equal(explainPath('', '{ trace:duration > 1s }', ''), '/explain?selected=%7B+trace:duration+%3E+1s+%7D&lookback=1h');
  equal(explainPath('', '', '?start=1&end=9', { selectedStart: '3', selectedEnd: '4' }), '/explain?start=1&end=9&selectedStart=3&selectedEnd=4');
}

export function selectsTheSlowestTenth() {
  equal(slowest(traces(5, 1234.5, 20, 20, 20, 20, 20, 20, 20, 20)), '{ trace:duration > 20ms }');
  equal(slowest(traces(...Array.from({ length: 100 }, (unused, i) => 1000 + i * 7))), '{ trace:duration > 1.6s }');
  equal(slowest([{ durationNanos: 9 }, { durationNanos: 5 }]), '{ trace:duration > 5ns }');
  equal(slowest([{ durationNanos: 9 }, { durationNanos: 0 }]), '{ trace:duration > 0ns }');
  equal([slowest(traces(7, 7, 7)), slowest(traces(7)), slowest([])], [null, null, null]);
}

export function asksOnlyWithASelection() {
  equal(requestOf('?q=%7B%7D&start=1&end=2'), null);
  equal(requestOf('?q=%7B%7D&selected=x&start=1&end=2&other=3'), '/api/v1/explain?q=%7B%7D&selected=x&start=1&end=2');
  equal(requestOf('?selectedStart=5'), '/api/v1/explain?selectedStart=5&lookback=1h');
}

export function leadsToTheTracesOfEachSide() {
  const range = '&start=1790000000000000000&end=1790003600000000000';
  equal(searchesOf(ANSWER, '', '{ c }'), {
    selected: `/search?q=%7B+a+%7D+%26%26+%7B+b+%7D+%26%26+%7B+c+%7D${range}`,
    rest: `/search?q=%7B+a+%7D+%26%26+%21%7B+b+%7D+%26%26+%7B+c+%7D${range}`,
  });
  equal(searchesOf({ ...ANSWER, restQuery: null }, '?selectedStart=1790000001', '{ c }'), {
    selected: '/search?q=%7B+a+%7D+%26%26+%7B+b+%7D+%26%26+%7B+c+%7D&start=1790000001&end=1790003600000000000', rest: null,
  });
}

export function drawsTimesRelativeToTheLongest() {
  equal(timingRows([{ selectedNanos: 8, restNanos: 2 }, { selectedNanos: 1, restNanos: 4 }]).map(({ selected, rest }) => [selected, rest]), [[1, 0.25], [0.125, 0.5]]);
  const sides = { selected: { meanDurationNanos: 20 }, rest: { meanDurationNanos: 10 } };
  equal(partOfDifference({ selectedNanos: 8, restNanos: 3 }, sides), 0.5);
  equal(partOfDifference({ selectedNanos: 3, restNanos: 8 }, sides), null);
  equal(partOfDifference({ selectedNanos: 8, restNanos: 3 }, { selected: sides.rest, rest: sides.selected }), null);
}

export function writesChancesAndTitles() {
  equal([0.04, 0.01, 0.002, 1e-7, 0].map(chanceText), ['4 in 100', '1 in 100', 'fewer than 1 in 100', 'fewer than 1 in 10,000,000', 'fewer than 1 in 1,000,000,000']);
  equal([titleOf({ kind: 'service', field: 'resource.service.name' }), titleOf({ kind: 'attribute', field: 'span.a' })], ['Service', 'span.a']);
}
