// SPDX-License-Identifier: Apache-2.0
// An area of a plot of durations over time: `from` and `to` in milliseconds since 1970, `least` and `most` in nanoseconds.
// `of` is what the plot shows, `traces` or `spans`. The address has it as of/from/to/least/most. Pure functions.

import { durationOf } from './call-query.js';
import { explainPath } from './explain.js';
import { clock, day, duration, millis } from './format.js';
import { readable } from './location.js';
import { oneLine, tokens, withStage } from './traceql.js';

const FIELDS = { traces: 'trace:duration', spans: 'span:duration' };
const ROOTS = 'nestedSetParent < 0';
const UNITS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
const DAY_MILLIS = 86400000;
/** The part of the plot by which a key moves an edge. */
const KEY_STEP = 0.05;
const DIGITS = 3;

/** The area of an address; null if it has none that is valid. */
export function areaOf(search) {
  const [of, start, end, shortest, longest] = (new URLSearchParams(search).get('area') ?? '').split('/');
  const area = { of, from: Date.parse(start), to: Date.parse(end), least: nanosOf(shortest), most: nanosOf(longest) };
  return Object.hasOwn(FIELDS, of) && area.from < area.to && area.least < area.most ? area : null;
}

/** The parameter for an area. */
export const areaText = ({ of, from, to, least, most }) => [of, iso(from), iso(to), durationOf(least), durationOf(most)].join('/');

function nanosOf(text) {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ns|us|ms|s)$/.exec(text ?? '') ?? [];
  return unit ? Math.round(Number(number) * UNITS[unit]) : NaN;
}

/**
 * The area between two corners in any order, rounded outwards: to milliseconds, and to durations of three digits.
 *
 * @param one `at` in milliseconds and `nanos`
 */
export function areaBetween(of, one, other) {
  const [from, to] = [Math.min(one.at, other.at), Math.max(one.at, other.at)].map((at, i) => (i === 0 ? Math.floor(at) : Math.ceil(at)));
  const [least, most] = [Math.min(one.nanos, other.nanos), Math.max(one.nanos, other.nanos)];
  const area = { of, from, to, least: rounded(least, Math.floor), most: rounded(most, Math.ceil) };
  return { ...area, to: Math.max(area.to, from + 1), most: Math.max(area.most, area.least + 1) };
}

function rounded(nanos, to) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, nanos))) - DIGITS + 1);
  return to(nanos / unit) * unit;
}

/** Returns true for a trace that started in the area and took as long. */
export function isIn(area, trace) {
  const at = millis(trace.startUnixNanos);
  return area.from <= at && at <= area.to && area.least <= trace.durationNanos && trace.durationNanos <= area.most;
}

/** The condition on the durations of the area, in TraceQL. */
export const conditionOf = ({ of, least, most }) => `${FIELDS[of]} >= ${durationOf(least)} && ${FIELDS[of]} <= ${durationOf(most)}`;

/** The query with one more condition on the spans that it selects. */
export function narrowed(query, condition) {
  const text = oneLine(query).trim();
  const all = tokens(text);
  const open = all.filter((token) => token.text === '{').length;
  if (all.length === 0 || (all.length === 2 && open === 1)) {
    return `{ ${condition} }`;
  }
  if (open === 1 && all[0].text === '{' && all.at(-1).text === '}') {
    return `{ ${text.slice(1, -1).trim()} && ${condition} }`;
  }
  return withStage(text, `{ ${condition} }`);
}

/** Returns true for a query without a condition. */
export const isEverything = (query) => tokens(query).filter(({ kind }) => kind !== 'comment').every(({ text }) => text === '{' || text === '}');

/** The query for the spans of a plot: the roots stand for their traces where the query asks for nothing. */
export const spansOf = (query) => (isEverything(query) ? `{ ${ROOTS} }` : oneLine(query).trim());

/**
 * The address of the search in the area. A span that matches may start after its trace: the range reaches to the first of
 * each of the `traces` in the area.
 */
export function searchIn(area, query, traces, limit) {
  const condition = isEverything(query) ? `${ROOTS} && ${conditionOf(area)}` : conditionOf(area);
  const matched = area.of === 'spans' || isEverything(query) ? [] : traces.filter((trace) => isIn(area, trace)).map(firstMatched);
  const to = Math.max(area.to, ...matched) + 1;
  return address('/search', { q: narrowed(isEverything(query) ? '' : query, condition), start: iso(area.from), end: iso(to), limit });
}

function firstMatched(trace) {
  const starts = trace.spanSets.flatMap(({ spans }) => spans.map((span) => Math.ceil(millis(span.startUnixNanos))));
  return starts.length === 0 ? 0 : Math.min(...starts);
}

/**
 * The address of the page that compares the area with the rest of the search.
 *
 * @param search the query string of the search, with its time range
 */
export const explanationOf = (area, query, search) => explainPath(
  area.of === 'spans' ? spansOf(query) : query.trim(), `{ ${conditionOf(area)} }`, search, { selectedStart: iso(area.from), selectedEnd: iso(area.to + 1) },
);

const address = (path, parameters) => `${path}?${readable(new URLSearchParams(parameters))}`;
const iso = (at) => new Date(at).toISOString();

/** The area in words. */
export function areaWords({ from, to, least, most }) {
  const dayOf = (at) => (to - from > DAY_MILLIS || day(from) !== day(to) ? `${day(at)} ` : '');
  const time = (at) => `${dayOf(at)}${clock(at).slice(0, to - from < 10000 ? 12 : 8)}`;
  return `${time(from)} to ${time(to)}, ${duration(least)} to ${duration(most)}`;
}

/**
 * The area after a key: an arrow moves it, with Shift it moves the upper right corner. The first key takes the middle.
 *
 * @param bounds the area of the whole plot
 * @return the new area; the same one if it cannot move so; undefined for other keys
 */
export function afterKey(area, key, isShift, bounds) {
  const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [];
  if (x === undefined) {
    return key === 'Enter' || key === ' ' ? area ?? middleOf(bounds) : undefined;
  }
  if (!area) {
    return middleOf(bounds);
  }
  const [left, right] = movedEdges([area.from, area.to], x, isShift, [bounds.from, bounds.to]);
  const [low, high] = movedEdges([area.least, area.most].map(log), y, isShift, [bounds.least, bounds.most].map(log));
  const next = areaBetween(bounds.of, { at: left, nanos: y === 0 ? area.least : 10 ** low }, { at: right, nanos: y === 0 ? area.most : 10 ** high });
  return next;
}

const log = (nanos) => Math.log10(Math.max(1, nanos));

function middleOf({ of, from, to, least, most }) {
  const quarter = (to - from) / 4;
  const octave = (log(most) - log(least)) / 4;
  return areaBetween(of, { at: from + quarter, nanos: 10 ** (log(least) + octave) }, { at: to - quarter, nanos: 10 ** (log(most) - octave) });
}

function movedEdges([low, high], direction, onlyHigh, [least, most]) {
  const by = direction * (most - least) * KEY_STEP;
  const isStuck = high + by > most * (1 + 1e-12) || (onlyHigh ? high + by <= low : low + by < least);
  return direction === 0 || isStuck ? [low, high] : [onlyHigh ? low : low + by, high + by];
}
