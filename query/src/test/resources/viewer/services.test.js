// SPDX-License-Identifier: Apache-2.0
import { COLUMNS, USUAL_SORT, dayText, filtered, rowsOf, summariesPath } from '/viewer/model/services.js';
import { directionOf, nextSort, sortOf, sorted } from '/viewer/model/sorting.js';
import { extentText, sparkline } from '/viewer/model/sparkline.js';
import { equal } from './check.js';

const SECOND = 1e9;
const T0 = 1790000040n * 1000000000n;
const nanos = (seconds) => String(T0 + BigInt(seconds) * 1000000000n);

const summary = (service, more) => ({
  service, estimated: false, day: { calls: 1, errors: 0, p99Nanos: 1e6 }, calls: 600, errors: 6, rate: 2, p50Nanos: 5e6, p95Nanos: 9e6, p99Nanos: 20e6, satisfied: 500, tolerating: 50,
  firstUnixNanos: nanos(-900), lastUnixNanos: nanos(120), versions: ['7'], callsOfSteps: [60, 120, 30], p99NanosOfSteps: [null, 20e6, 30e6], ...more,
});
const answer = (services) => ({
  startUnixNanos: nanos(0), endUnixNanos: nanos(130), firstUnixNanos: nanos(0), stepNanos: 60 * SECOND, points: 4, apdexNanos: 5e8, services,
});

export function makesARowOfEachService() {
  const [front, spans] = rowsOf(answer([summary('front')]), ['front', 'foreign'], '?lookback=1h');
  equal([front.name, front.rate, front.errorShare, front.p99, front.apdex, front.counts], ['front', 2, 0.01, 20e6, 0.875, true]);
  equal([spans.name, spans.rate, spans.p99, spans.apdex, spans.counts], ['foreign', null, null, null, false]);
  const silent = rowsOf(answer([summary('front', { calls: 0, errors: 0, rate: 0, p99Nanos: null })]), [], '')[0];
  equal([silent.rate, silent.errorShare, silent.apdex], [0, null, null]);
}

export function marksEstimates() {
  const rows = rowsOf(answer([summary('part', { estimated: true }), summary('foreign', { estimated: true, firstUnixNanos: null, lastUnixNanos: null, day: null })]), ['foreign', 'part'], '');
  equal(rows.map((row) => [row.name, row.counts, row.estimated, row.rate, row.last === null, row.day === null]), [
    ['part', true, true, 2, false, false], ['foreign', false, true, 2, true, true]]);
  equal(sorted(rows, COLUMNS, '-last').map(({ name }) => name), ['part', 'foreign']);
}

export function putsTheCallsOf24HoursIntoWords() {
  equal(dayText({ calls: 12345, errors: 123, p99Nanos: 20e6 }), '12,345 calls in 24 hours, 1 % errors, p99 20 ms');
  equal(dayText({ calls: 0, errors: 0, p99Nanos: null }), '0 calls in 24 hours');
  const rows = rowsOf(answer([summary('a', { day: { calls: 9 } }), summary('b', { day: { calls: 10 } })]), ['c'], '');
  equal(sorted(rows, COLUMNS, '-day').map(({ name }) => name), ['b', 'a', 'c']);
}

export function leavesOutStepsThatLackCalls() {
  equal(rowsOf(answer([summary('front')]), [], '?lookback=1h')[0].rates, [1, 2]);
  equal(rowsOf(answer([summary('front')]), [], '?start=1790000040&end=1790000170')[0].rates, [1, 2, 0.5]);
}

export function asksForFewPointsOfAllServices() {
  equal(summariesPath('?lookback=3h&sort=name&filter=a', 0), '/api/v1/service-summaries?lookback=3h&step=180s');
}

export function filtersByName() {
  equal(filtered([{ name: 'Front' }, { name: 'stock' }], ' FRO ').map(({ name }) => name), ['Front']);
}

export function sortsAndKeepsUnknownLast() {
  const rows = [{ name: 'b', rate: 2 }, { name: 'a', rate: null }, { name: 'c', rate: 5 }, { name: 'd', rate: 2 }];
  const names = (sort) => sorted(rows, COLUMNS, sort).map(({ name }) => name).join('');
  equal([names('-rate'), names('rate'), names('name'), names('-name')], ['cbda', 'bdca', 'abcd', 'dcba']);
  equal(sortOf('?sort=-p99', COLUMNS, USUAL_SORT), '-p99');
  equal(sortOf('?sort=size', COLUMNS, USUAL_SORT), '-rate');
  const [name, rate] = COLUMNS;
  equal([nextSort('-rate', rate), nextSort('rate', rate), nextSort('name', rate), nextSort('-rate', name), nextSort('name', name)],
    ['rate', '-rate', '-rate', 'name', '-name']);
  equal([directionOf('-rate', rate), directionOf('rate', rate), directionOf('rate', name)], ['descending', 'ascending', 'none']);
}

export function drawsALineWithGaps() {
  equal(sparkline([0, 10, null, 5, null, 10, 10], 60, 20), 'M0 20L10 0M30 10h1M50 0L60 0');
  equal(sparkline([null, null], 60, 20), '');
  equal(sparkline([0, 0], 60, 20), 'M0 20L60 20');
  equal(extentText([null, 3, 8], (value) => `${value}/s`), 'from 3/s to 8/s');
  equal(extentText([null], String), '');
}
