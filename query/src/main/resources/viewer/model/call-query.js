// SPDX-License-Identifier: Apache-2.0
// From counted calls to the search for their traces, in TraceQL. Pure functions.

import { readable } from './location.js';
import { stringOf } from './traceql.js';

/** Calls count in the middle of a window of ten seconds. */
const WINDOW_MILLIS = 10000;

/** The kinds of calls, as the API names them, with the spans that they have. */
export const KINDS = [
  { kind: '', title: 'Own work: all that it serves', spans: '(span:kind = server || span:kind = consumer || (span:kind = internal && nestedSetParent < 0))' },
  { kind: 'http.server', title: 'HTTP server', spans: 'span:kind = server && (span.http.request.method != nil || span.http.method != nil)' },
  { kind: 'rpc.server', title: 'RPC server', spans: 'span:kind = server && (span.rpc.system != nil || span.rpc.system.name != nil)' },
  { kind: 'messaging.process', title: 'Messages processed', spans: 'span:kind = consumer' },
  { kind: 'job', title: 'Jobs', spans: 'span:kind = internal && nestedSetParent < 0' },
  { kind: 'http.client', title: 'HTTP client', spans: 'span:kind = client && (span.http.request.method != nil || span.http.method != nil)' },
  { kind: 'rpc.client', title: 'RPC client', spans: 'span:kind = client && (span.rpc.system != nil || span.rpc.system.name != nil)' },
  { kind: 'db.client', title: 'Database', spans: 'span:kind = client && (span.db.system.name != nil || span.db.system != nil)' },
  { kind: 'messaging.client', title: 'Messages sent', spans: '(span:kind = producer || span:kind = client) && span.messaging.system != nil' },
];

export const titleOf = (kind) => KINDS.find((each) => each.kind === kind)?.title ?? kind;

const spansOf = (kind) => KINDS.find((each) => each.kind === kind)?.spans ?? null;

/**
 * The query for calls of a service.
 *
 * @param of `kind` and `operation`, '' for any; `conditions` in TraceQL
 */
export function callQuery(service, { kind = '', operation = '', conditions = [] }) {
  const all = [
    `resource.service.name = ${stringOf(service)}`,
    ...(operation ? [`span:name = ${stringOf(operation)}`] : []),
    ...(spansOf(kind) === null ? [] : [spansOf(kind)]),
    ...conditions,
  ];
  return `{ ${all.join(' && ')} }`;
}

export const FAILED = 'span:status = error';

/** Conditions on the duration in nanoseconds: at least, or longer than one bound and not longer than the other. */
export const atLeast = (nanos) => [`span:duration >= ${durationOf(Math.floor(nanos))}`];
export const between = ([above, upTo]) => [`span:duration > ${durationOf(above)}`, `span:duration <= ${durationOf(upTo)}`];

/** Whole nanoseconds in the largest unit that has them without rounding. */
export function durationOf(nanos) {
  const [size, unit] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us']].find(([each]) => nanos >= each) ?? [1, 'ns'];
  const whole = Math.floor(nanos / size);
  const rest = String(nanos % size).padStart(Math.log10(size), '0').replace(/0+$/, '');
  return size === 1 || rest === '' ? `${whole}${unit}` : `${whole}.${rest}${unit}`;
}

/**
 * The address of a search for spans of calls that ended in a time range: they began before it.
 *
 * @param from milliseconds since 1970
 * @param longestNanos the longest of the calls
 */
export function searchPath(query, from, to, longestNanos) {
  const begin = from - WINDOW_MILLIS / 2 - longestNanos / 1e6;
  return pathOf(query, [['start', iso(Math.floor(begin))], ['end', iso(Math.ceil(to + WINDOW_MILLIS / 2))]]);
}

/** The address of a search in the time range of an address. @param range parameters of the API */
export const searchInRange = (query, range) => pathOf(query, [...range]);

const pathOf = (query, range) => `/search?${readable(new URLSearchParams([['q', query], ...range, ['limit', '50']]))}`;

const iso = (millis) => new Date(millis).toISOString();
