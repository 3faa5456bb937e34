// SPDX-License-Identifier: Apache-2.0
// A map of how many calls took how long at which time. Its vertical axis is the number of a bucket of durations, so that equal
// factors have equal heights. Pure functions.

import { millis } from './format.js';
import { logTicks } from './scale.js';

const BUCKETS_OF_AN_OCTAVE = 8;
const MOST_ROWS = 40;
/** Two octaves: a factor of four always has a round duration. */
const LEAST_EXTENT = 2 * BUCKETS_OF_AN_OCTAVE;

/** The place of a duration on the axis; bucket i lies between i and i + 1. */
export const placeOf = (nanos) => Math.log2(nanos / 1e9) * BUCKETS_OF_AN_OCTAVE;
export const nanosOf = (place) => 2 ** (place / BUCKETS_OF_AN_OCTAVE) * 1e9;

/**
 * The rows of the map, from short to long; buckets are put together so that there are not too many rows.
 *
 * @param heat of an answer about counted calls
 * @return `rows`, each with the bounds `from` and `to` on the axis and the `calls` of each step; `height` of a row on the
 *     axis, `from` and `to` of all of them, `most` calls in one cell
 */
export function heatMap(heat, steps) {
  const buckets = heat.map(({ upToNanos, calls }) => ({ place: Math.round(placeOf(upToNanos)) - 1, calls: calls.slice(0, steps) }))
    .filter(({ calls }) => calls.some((number) => number > 0));
  if (buckets.length === 0) {
    return { rows: [], height: 1, from: 0, to: 1, most: 0 };
  }
  const extent = buckets.at(-1).place - buckets[0].place + 1;
  const height = [1, 2, 4, 8, 16].find((each) => extent / each <= MOST_ROWS) ?? 32;
  const rows = new Map();
  for (const { place, calls } of buckets) {
    const from = Math.floor(place / height) * height;
    const row = rows.get(from) ?? { from, to: from + height, calls: calls.map(() => 0) };
    rows.set(from, row);
    calls.forEach((number, i) => { row.calls[i] += number; });
  }
  return mapOf([...rows.values()], height);
}

function mapOf(rows, height) {
  const air = Math.max(0, LEAST_EXTENT - (rows.at(-1).to - rows[0].from)) / 2;
  return { rows, height, from: rows[0].from - air, to: rows.at(-1).to + air, most: Math.max(...rows.flatMap((row) => row.calls)) };
}

/** The same map of a histogram with a bucket for each octave. @param buckets each with `upToNanos` and the `calls` of each step */
export function octaveMap(buckets) {
  const rows = buckets.filter(({ calls }) => calls.some((number) => number > 0))
    .map(({ upToNanos, calls }) => ({ from: placeOf(upToNanos / 2), to: placeOf(upToNanos), calls }))
    .sort((a, b) => a.from - b.from);
  return rows.length === 0 ? { rows, height: 1, from: 0, to: 1, most: 0 } : mapOf(rows, BUCKETS_OF_AN_OCTAVE);
}

/** The row at a place on the axis; undefined if no call took so long. */
export const rowAt = (map, place) => map.rows.find((row) => row.from <= place && place < row.to);

/** The least range of whole rows around a range of the axis: what is inside a row cannot be told apart. */
export function wholeRows(map, from, to) {
  const base = map.rows[0].from;
  const edge = (place, round) => base + round((place - base) / map.height) * map.height;
  return [edge(from, Math.floor), edge(to, Math.ceil)];
}

/** The bounds of a row in whole nanoseconds: longer than the first, not longer than the second. */
export const rowBounds = (row) => [Math.floor(nanosOf(row.from)), Math.floor(nanosOf(row.to))];

/** How dark a cell is, from 0 to 1: few calls are visible beside many. */
export const darkness = (calls, most) => (calls === 0 ? 0 : 0.15 + 0.85 * (Math.log1p(calls) / Math.log1p(most)));

/** The marks of the axis: round durations and their places. */
export const heatTicks = (map, wanted) => logTicks(nanosOf(map.from), nanosOf(map.to), wanted).map((nanos) => ({ nanos, place: placeOf(nanos) }));

/** The recorded traces to show: of each step the slowest one, and the slowest one that failed, so that the cells stay visible. */
export function shownTraces(exemplars, steps) {
  const shown = new Map();
  for (const exemplar of exemplars) {
    const at = millis(exemplar.unixNanos);
    const step = steps.findIndex(({ from, to }) => at > from && at <= to);
    const key = `${step} ${exemplar.error}`;
    if (step >= 0 && !(shown.get(key)?.durationNanos >= exemplar.durationNanos)) {
      shown.set(key, exemplar);
    }
  }
  return [...shown.values()];
}

/** The longest duration of a step in nanoseconds; 0 without calls. */
export const longestOf = (heat, i) => heat.reduce((longest, { upToNanos, calls }) => (calls[i] > 0 ? upToNanos : longest), 0);
