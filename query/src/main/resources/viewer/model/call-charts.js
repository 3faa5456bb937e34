// SPDX-License-Identifier: Apache-2.0
// From an answer about the counted calls of a service to its charts, and to a table of the same values. Pure functions.

import { apdex, stepsOf } from './call-points.js';
import { FAILED, atLeast, between, callQuery, searchPath } from './call-query.js';
import { axisTime, duration, percentage, plural, rate, rateUnit } from './format.js';
import { heatMap, longestOf } from './heat.js';

const QUANTILES = [
  { name: 'p50', list: 'p50Nanos', color: '--chart-low', dash: [2, 3] },
  { name: 'p95', list: 'p95Nanos', color: '--chart-middle', dash: [7, 4] },
  { name: 'p99', list: 'p99Nanos', color: '--chart-high' },
];

/** The parts of all charts. @param endsNow whether the time range ends now */
export function chartsOf(metrics, endsNow) {
  const steps = stepsOf(metrics, endsNow);
  const cut = (list) => list.slice(0, steps.length);
  const seconds = metrics.stepNanos / 1e9;
  const [calls, errors] = [cut(metrics.calls), cut(metrics.errors)];
  return {
    steps,
    rates: [{ name: 'Calls', color: '--accent', ...rateLine(calls, seconds) }],
    failures: [failedLine(calls, errors, seconds)],
    quantiles: QUANTILES.map(({ list, ...line }) => ({ ...line, values: cut(metrics[list]), text: (nanos) => duration(nanos) })),
    heat: heatMap(metrics.heat, steps.length),
  };
}

/** Rates in the unit of the greatest, so that the axis has round numbers. */
function rateLine(numbers, seconds) {
  const most = Math.max(0, ...numbers) / seconds;
  const { size } = rateUnit(most);
  return { values: numbers.map((number) => (number / seconds) * size), text: (value) => rate(value / size, most) };
}

function failedLine(calls, errors, seconds) {
  const { values, text } = rateLine(errors, seconds);
  return {
    name: 'Failed',
    color: '--error-fill',
    isBars: true,
    values,
    text: (value, i) => (i === undefined ? text(value) : `${text(value)} (${percentage(calls[i] && errors[i] / calls[i])})`),
  };
}

/** "Calls: from 3/s at 14:03 to 8/s at 14:20, 5/s at the end." for a reader who does not see the lines. */
export function summaryOf(lines, steps) {
  const length = steps.length === 0 ? 0 : steps.at(-1).to - steps[0].from;
  return lines.map(({ name, values, text }) => {
    const known = values.map((value, i) => ({ value, i })).filter(({ value }) => value !== null);
    if (known.length === 0) {
      return `${name}: no calls.`;
    }
    const [least, most] = known.reduce(([a, b], one) => [one.value < a.value ? one : a, one.value > b.value ? one : b], [known[0], known[0]]);
    const at = ({ value, i }) => `${text(value)} at ${axisTime(steps[i].to, length)}`;
    return `${name}: from ${at(least)} to ${at(most)}, ${text(known.at(-1).value)} at the end.`;
  }).join(' ');
}

/** The same for a heat map. */
export const heatSummary = (map, exemplars) => (map.rows.length === 0
  ? 'No calls.' : `Calls by duration and time, at most ${plural(map.most, 'call')} in a cell, with ${plural(exemplars.length, 'recorded trace')}.`);

/**
 * The search for the traces of calls of a step.
 *
 * @param of `name` of a line, or `bounds` of durations
 */
export function stepSearch(service, kind, operation, metrics, { steps, quantiles }, { index, name, bounds }) {
  const conditions = [];
  const quantile = quantiles.find((line) => line.name === name)?.values[index];
  if (name === 'Failed') {
    conditions.push(FAILED);
  } else if (quantile) {
    conditions.push(...atLeast(quantile));
  } else if (bounds) {
    conditions.push(...between(bounds));
  }
  const query = callQuery(service, { kind, operation, conditions });
  return searchPath(query, steps[index].from, steps[index].to, bounds ? bounds[1] : longestOf(metrics.heat, index));
}

/** The rows of the table: one a step, newest first; null for what has no value. */
export function valueRows(metrics, { steps }) {
  return steps.map(({ to }, i) => ({
    index: i,
    to,
    calls: metrics.calls[i],
    rate: metrics.rate[i],
    errors: metrics.errors[i],
    errorShare: metrics.calls[i] === 0 ? null : metrics.errors[i] / metrics.calls[i],
    p50: metrics.p50Nanos[i],
    p95: metrics.p95Nanos[i],
    p99: metrics.p99Nanos[i],
    apdex: apdex(metrics.satisfied[i], metrics.tolerating[i], metrics.calls[i]),
  })).reverse();
}
