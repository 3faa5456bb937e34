// SPDX-License-Identifier: Apache-2.0
import { conditionOf, groupLinks, groupPaths, groupsOf } from '/viewer/model/groups.js';
import { RESULT_COLUMNS, matchedSpans, showsMatches, spanPath } from '/viewer/model/results.js';
import { sorted } from '/viewer/model/sorting.js';
import { equal } from './check.js';

const PAGE = { query: '{ .a } with (most_recent = true)', startUnixNanos: '1769860790000000000', endUnixNanos: '1769860920000000001' };
const query = (path) => Object.fromEntries(new URL(path, 'http://x').searchParams);
const series = (...all) => ({ series: all.map(([labels, value]) => ({ labels, values: [value] })) });

export function asksForOnePointOfTheWholeRange() {
  const { rates, quantiles } = groupPaths(PAGE, 'span.http.route');
  equal(query(rates), {
    q: '{ .a } | rate() by (span.http.route, span:status) with (most_recent = true)', start: PAGE.startUnixNanos, end: PAGE.endUnixNanos, step: '130000000001ns',
  });
  equal(query(quantiles).q, '{ .a } | quantile_over_time(span:duration, 0.5, 0.99) by (span.http.route) with (most_recent = true)');
  equal(query(groupPaths({ ...PAGE, query: '{ }' }, 'span:status').rates).q, '{ } | rate() by (span:status)');
}

export function addsUpTheStatusesOfAGroup() {
  const rates = series([{ 'span:kind': 'server', 'span:status': 'error' }, 1], [{ 'span:kind': 'server', 'span:status': 'unset' }, 3],
    [{ 'span:kind': null, 'span:status': 'ok' }, 0.5], [{ 'span:kind': 'client', 'span:status': 'ok' }, 0]);
  const quantiles = series([{ 'span:kind': 'server', p: 0.5 }, 0.001], [{ 'span:kind': 'server', p: 0.99 }, 2], [{ 'span:kind': null, p: 0.99 }, null]);
  const rows = groupsOf(rates, quantiles, 'span:kind');
  equal(rows.map(({ text, rate, errorShare, p50, p99 }) => [text, rate, errorShare, p50, p99]), [['server', 4, 0.25, 1e6, 2e9], ['(none)', 0.5, 0, null, null]]);
  equal(groupsOf(series([{ 'span:status': 'error' }, 2], [{ 'span:status': 'ok' }, 2]), series(), 'span:status').map(({ text, errorShare }) => [text, errorShare]),
    [['error', 1], ['ok', 0]]);
}

export function tellsValuesOfDifferentTypesApart() {
  const rows = groupsOf(series([{ '.a': '5', 'span:status': 'ok' }, 1], [{ '.a': 5, 'span:status': 'ok' }, 1], [{ '.a': '', 'span:status': 'ok' }, 1]), series(), '.a');
  equal(rows.map(({ value, text }) => [value, text]), [['5', '5'], [5, '5'], ['', '(empty)']]);
  equal(rows.map(({ value }) => conditionOf('.a', value)), ['.a = "5"', '.a = 5', '.a = ""']);
  equal([conditionOf('span:kind', 'server'), conditionOf('.a', null), conditionOf('.a', true), conditionOf('.a', ['x']), conditionOf('span:duration', 5)],
    ['span:kind = server', '.a = nil', '.a = true', null, null]);
}

export function leadsToTheSpansOfAGroup() {
  const row = { value: 'a"b', errors: 1, p99: 1.5e9 };
  const links = groupLinks('{ .c }', 'span.d', row, '?q=x&lookback=3h&group=span.d');
  equal([query(links.value), query(links.errors).q, query(links.p99).q], [
    { q: '{ .c && span.d = "a\\"b" }', lookback: '3h', limit: '50' }, '{ .c && span.d = "a\\"b" && span:status = error }', '{ .c && span.d = "a\\"b" && span:duration >= 1.5s }',
  ]);
  const fine = groupLinks('{ }', 'span.d', { value: 'x', errors: 0, p99: null }, '');
  equal([query(fine.value).q, query(fine.value).lookback, fine.errors, fine.p99], ['{ span.d = "x" }', '1h', null, null]);
}

const span = (spanId) => ({ spanId, service: 's', name: 'n', startUnixNanos: '1', durationNanos: 1 });
const trace = (more) => ({ traceId: 't', rootService: 'b', rootOperation: 'x', startUnixNanos: '1769860800000000000', durationNanos: 5, spanCount: 9, errorCount: 0, services: [{}, {}], spanSets: [], ...more });

export function showsTheSpansThatMatch() {
  const found = matchedSpans(trace({ spanSets: [{ matched: 4, spans: [span('a'), span('b')] }, { matched: 1, spans: [span('a')] }] }));
  equal([found.matched, found.spans.map(({ spanId }) => spanId)], [5, ['a', 'b']]);
  equal([matchedSpans(trace({})), spanPath(trace({}), span('a'))], [{ matched: 0, spans: [] }, '/trace/t?span=a']);
  equal([showsMatches('{ }'), showsMatches('{ .a }'), showsMatches('{ } >> { }'), showsMatches(undefined)], [false, true, true, false]);
}

export function sortsResultsByEachColumn() {
  const traces = [trace({ rootService: 'b', durationNanos: 5 }), trace({ rootService: 'a', durationNanos: 7, startUnixNanos: '1769860900000000000' })];
  const order = (sort) => sorted(traces, RESULT_COLUMNS, sort).map(({ rootService }) => rootService).join('');
  equal([order('-start'), order('start'), order('service'), order('-duration'), order('duration')], ['ab', 'ba', 'ab', 'ab', 'ba']);
  equal(RESULT_COLUMNS.filter(({ name }) => name !== 'start').map((column) => column.shown(column.value(traces[0]))), ['b', 'x', '5 ns', '9', '0', '0', '2']);
}
