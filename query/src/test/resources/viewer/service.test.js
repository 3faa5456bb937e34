// SPDX-License-Identifier: Apache-2.0
import { chartsOf, heatSummary, stepSearch, summaryOf, valueRows } from '/viewer/model/call-charts.js';
import { completeSteps, lonePoints, totals } from '/viewer/model/call-points.js';
import { KINDS, atLeast, between, callQuery, searchInRange, searchPath, titleOf } from '/viewer/model/call-query.js';
import { deployedBetween, deployments, latestVersions } from '/viewer/model/deployments.js';
import { darkness, heatMap, heatTicks, placeOf, rowAt, rowBounds, shownTraces } from '/viewer/model/heat.js';
import { neighbours } from '/viewer/model/neighbours.js';
import { choiceOf, requestsOf } from '/viewer/model/service.js';
import { equal } from './check.js';

const T0 = 1790000040n * 1000000000n;
const nanos = (seconds) => String(T0 + BigInt(seconds) * 1000000000n);
const upTo = (bucket) => 2 ** ((bucket + 1) / 8) * 1e9;

const METRICS = {
  service: 'front', estimated: false, startUnixNanos: nanos(0), endUnixNanos: nanos(130), firstUnixNanos: nanos(0), stepNanos: 60e9, points: 4,
  calls: [60, 0, 120, 10], errors: [0, 0, 12, 1], rate: [1, 0, 2, 1 / 6], p50Nanos: [100e6, null, 100e6, 1e9], p95Nanos: [110e6, null, 900e6, 1e9],
  p99Nanos: [120e6, null, 1e9, 1e9], apdexNanos: 5e8, satisfied: [60, 0, 100, 5], tolerating: [0, 0, 8, 4],
  heat: [{ upToNanos: upTo(-27), calls: [60, 0, 100, 5] }, { upToNanos: upTo(-1), calls: [0, 0, 20, 5] }], exemplars: [],
};

export function leavesOutTheStepThatIsNotOver() {
  equal(completeSteps(METRICS, true), 2);
  equal(completeSteps(METRICS, false), 3);
  equal(completeSteps({ ...METRICS, endUnixNanos: nanos(-600) }, false), 0);
  const { steps, rates, failures, quantiles } = chartsOf(METRICS, false);
  equal(steps.map(({ from, to }) => [from, to]), [[1789999980000, 1790000040000], [1790000040000, 1790000100000], [1790000100000, 1790000160000]]);
  equal(rates[0].values, [1, 0, 2]);
  equal(failures[0].values, [0, 0, 12]);
  equal([failures[0].text(12), failures[0].text(12, 2)], ['12/min', '12/min (10 %)']);
  equal(quantiles.map(({ name, values }) => [name, values[2]]), [['p50', 100e6], ['p95', 900e6], ['p99', 1e9]]);
}

export function addsUpTheWholeTimeRange() {
  const all = totals(METRICS);
  equal([all.calls, all.errors, all.rate, all.apdex], [190, 13, 1, (165 + 6) / 190]);
  equal(Math.abs(all.p50 / 100e6 - 1) < 0.05 && Math.abs(all.p99 / 960e6 - 1) < 0.05, true);
  const none = totals({ ...METRICS, calls: [0], errors: [0], satisfied: [0], tolerating: [0], heat: [] });
  equal([none.p50, none.apdex, none.rate], [null, null, 0]);
}

export function describesChartsInWords() {
  const parts = chartsOf(METRICS, false);
  const [, moment] = /at (\S+) to/.exec(summaryOf(parts.rates, parts.steps));
  equal(summaryOf(parts.rates, parts.steps).replaceAll(/\d\d:\d\d(:\d\d)?/g, 'T'), 'Calls: from 0/s at T to 2/s at T, 2/s at the end.');
  equal(/^\d\d:\d\d/.test(moment), true);
  equal(summaryOf([{ name: 'p50', values: [null], text: String }], []), 'p50: no calls.');
  equal(heatSummary(parts.heat, [{}]), 'Calls by duration and time, at most 100 calls in a cell, with 1 recorded trace.');
  equal(heatSummary(heatMap([], 3), []), 'No calls.');
}

export function leadsFromAPointToItsTraces() {
  const parts = chartsOf(METRICS, false);
  const search = (of, kind = 'http.server', operation = 'GET /') => new URLSearchParams(stepSearch('front', kind, operation, METRICS, parts, of).split('?')[1]);
  const failed = search({ index: 2, name: 'Failed' });
  equal(failed.get('q'), '{ resource.service.name = "front" && span:name = "GET /" && span:kind = server && (span.http.request.method != nil || span.http.method != nil)'
    + ' && span:status = error }');
  equal([failed.get('start'), failed.get('end'), failed.get('limit')], ['2026-09-21T14:14:54.000Z', '2026-09-21T14:16:05.000Z', '50']);
  equal(search({ index: 2, name: 'p95' }, 'job', '').get('q'),
    '{ resource.service.name = "front" && span:kind = internal && nestedSetParent < 0 && span:duration >= 900ms }');
  equal(search({ index: 2, name: 'Calls' }, '', '').get('q'),
    '{ resource.service.name = "front" && (span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0)) }');
  equal(search({ index: 0, bounds: [99, 110e6] }, '', '').get('q').includes('span:duration > 99ns && span:duration <= 110ms'), true);
}

export function writesDurationsWithoutRounding() {
  equal(between([1234567, 2e9]), ['span:duration > 1.234567ms', 'span:duration <= 2s']);
  equal([...atLeast(0), ...atLeast(999.6), ...atLeast(5000), ...atLeast(1000000001)],
    ['span:duration >= 0ns', 'span:duration >= 999ns', 'span:duration >= 5us', 'span:duration >= 1.000000001s']);
  equal(callQuery('a"b', { kind: 'unknown' }), '{ resource.service.name = "a\\"b" }');
  equal(searchInRange('{ }', [['lookback', '1h']]), '/search?q=%7B+%7D&lookback=1h&limit=50');
  equal(searchPath('{ }', 1790000000000, 1790000060000, 2e9),
    '/search?q=%7B+%7D&start=2026-09-21T14:13:13.000Z&end=2026-09-21T14:14:25.000Z&limit=50');
  equal([titleOf('db.client'), titleOf('other'), KINDS.length], ['Database', 'other', 9]);
}

export function mapsDurationsOverTime() {
  const map = heatMap(METRICS.heat, 3);
  equal(map.rows.map(({ from, to, calls }) => [from, to, calls]), [[-27, -26, [60, 0, 100]], [-1, 0, [0, 0, 20]]]);
  equal([map.from, map.to, map.most, map.height], [-27, 0, 100, 1]);
  equal(rowAt(map, -0.5).calls[2], 20);
  equal(rowAt(map, -10), undefined);
  equal(rowBounds(rowAt(map, -0.5)), [917004043, 1000000000]);
  equal(heatTicks(map, 6).map((tick) => tick.nanos), [1e8, 3e8, 1e9]);
  equal([darkness(0, 10), darkness(10, 10)], [0, 1]);
  equal(placeOf(1e9), 0);
}

export function givesAMapOfFewBucketsRoomForAMark() {
  const map = heatMap([{ upToNanos: upTo(-27), calls: [1] }], 1);
  equal([map.from, map.to, heatTicks(map, 6).length > 0], [-34.5, -18.5, true]);
}

export function showsTheSlowestRecordedTracesOfAStep() {
  const trace = (seconds, durationNanos, error = false) => ({ unixNanos: nanos(seconds), durationNanos, error });
  const { steps } = chartsOf(METRICS, false);
  const shown = shownTraces([trace(-30, 5), trace(-30, 9), trace(-20, 7), trace(-20, 3, true), trace(10, 4), trace(900, 99)], steps);
  equal(shown.map(({ durationNanos, error }) => [durationNanos, error]), [[9, false], [3, true], [4, false]]);
}

export function putsBucketsTogetherInAWideMap() {
  const heat = Array.from({ length: 81 }, (unused, i) => ({ upToNanos: upTo(i - 80), calls: [1, 0] }));
  const map = heatMap(heat, 2);
  equal([map.height, map.rows.length, map.from, map.to], [4, 21, -80, 4]);
  equal(map.rows.reduce((sum, row) => sum + row.calls[0], 0), 81);
  equal(map.rows.at(-1).calls, [1, 0]);
}

export function findsDeployments() {
  const process = (version, first, last) => ({ version, firstUnixNanos: nanos(first), lastUnixNanos: nanos(last) });
  const processes = [process('3', 600, 3600), process('3', 590, 3500), process('2', 300, 600), process('1', 0, 310), process('', 0, 3600)];
  equal(deployments(processes).map(({ version, at }) => [version, at - 1790000040000]), [['2', 300000], ['3', 590000]]);
  equal(deployedBetween(deployments(processes), 1790000040000, 1790000040000 + 400000).map(({ version }) => version), ['2']);
  equal(latestVersions(processes), ['3']);
  equal([deployments([]), latestVersions([])], [[], []]);
}

export function findsCallersAndCallees() {
  const node = (type, name) => ({ id: `${type}:${name}`, type, name });
  const edge = (from, to, kind, calls) => ({ from, to, kind, calls });
  const graph = {
    nodes: [node('service', 'front'), node('service', 'stock'), node('service', 'edge'), node('database', 'postgresql shop'), node('topic', 'kafka orders'), node('host', 'bank.example:443')],
    edges: [edge('service:edge', 'service:front', 'http.client', 5), edge('service:front', 'service:stock', 'http.client', 7),
      edge('service:front', 'database:postgresql shop', 'db.client', 9), edge('topic:kafka orders', 'service:front', 'messaging.process', 2),
      edge('service:front', 'host:bank.example:443', 'http.client', 1)],
  };
  const { callers, callees } = neighbours(graph, 'front');
  equal(callers.map(({ type, name }) => `${type} ${name}`), ['service edge', 'topic kafka orders']);
  equal(callees.map(({ name }) => name), ['postgresql shop', 'stock', 'bank.example:443']);
}

export function asksForEachPartOfThePage() {
  const search = '?lookback=1h&kind=job&operation=a%20b&sort=-p99&values=on';
  equal(choiceOf(search), { kind: 'job', operation: 'a b' });
  equal(requestsOf('a/b c', search, 0), {
    metrics: '/api/v1/services/a/b%20c/metrics?lookback=1h&kind=job&operation=a+b&step=60s',
    operations: '/api/v1/services/a/b%20c/operations?lookback=1h&kind=job',
    edges: '/api/v1/services/a/b%20c/edges?lookback=1h',
    processes: '/api/v1/services/a/b%20c/processes',
  });
}

export function listsTheValuesOfTheCharts() {
  const rows = valueRows(METRICS, chartsOf(METRICS, false));
  equal(rows.map(({ index, calls, errors, errorShare, p99 }) => [index, calls, errors, errorShare, p99]),
    [[2, 120, 12, 0.1, 1e9], [1, 0, 0, null, null], [0, 60, 0, 0, 120e6]]);
  equal([rows[0].apdex, rows[1].apdex], [(100 + 4) / 120, null]);
}

export function findsPointsThatNoLineShows() {
  equal(lonePoints([1, null, 2, null, 3, 4, null, 5]), [0, 2, 7]);
  equal(lonePoints([1, 2]), []);
}
