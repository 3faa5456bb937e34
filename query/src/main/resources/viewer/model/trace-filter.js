// SPDX-License-Identifier: Apache-2.0
// The filter of a trace: conditions that the spans to look at meet. The address holds it. Pure functions.

import { find } from './find.js';

/** The parameters of the address; `q` is the text of the find field, `where` a query in TraceQL. */
export const CONDITIONS = ['q', 'service', 'kind', 'error', 'minDuration', 'maxDuration', 'where'];

const UNITS = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, min: 60e9, h: 3600e9 };
const DURATION = /^(\d+(?:\.\d+)?|\.\d+)\s*(ns|us|µs|μs|ms|s|m|min|h)$/;

/** @param parameters those of the address */
export const filterOf = (parameters) => Object.fromEntries(CONDITIONS.map((name) => [name, parameters.get(name)?.trim() ?? '']));

export const noFilter = () => filterOf(new URLSearchParams());

/** The number of conditions; the text of the find field counts only if asked for. */
export const countOf = (filter, withText = true) =>
  CONDITIONS.filter((name) => filter[name] !== '' && (withText || name !== 'q')).length;

/** Nanoseconds; NaN for a text that is no duration. */
export function nanosOf(text) {
  const parts = DURATION.exec(text);
  return parts ? Number(parts[1]) * UNITS[parts[2]] : NaN;
}

/** A sentence on the first condition that cannot be read; null if there is none. */
export function problemOf(filter) {
  for (const name of ['minDuration', 'maxDuration']) {
    if (filter[name] !== '' && Number.isNaN(nanosOf(filter[name]))) {
      return `“${filter[name]}” is no duration: write a number with a unit, such as 250us, 5ms, 1.5s or 2m.`;
    }
  }
  return null;
}

/**
 * @param selected sorted positions of the spans that `where` selects; null while they are not known
 * @return sorted positions of the spans that meet every condition; none without any condition, and as long as one cannot
 *     be answered
 */
export function matchesOf(trace, filter, selected) {
  if (countOf(filter) === 0 || problemOf(filter) || (filter.where !== '' && selected === null)) {
    return [];
  }
  const { spans } = trace;
  const found = filter.q === '' ? spans.map((unused, i) => i) : find(trace, filter.q);
  const tests = testsOf(filter);
  const isSelected = filter.where === '' ? null : new Set(selected);
  return found.filter((i) => (isSelected === null || isSelected.has(i)) && tests.every((test) => test(spans[i])));
}

function testsOf({ service, kind, error, minDuration, maxDuration }) {
  const tests = [];
  if (service !== '') {
    tests.push((span) => span.service === service);
  }
  if (kind !== '') {
    tests.push((span) => !span.missing && span.kind === kind.toUpperCase());
  }
  if (error !== '') {
    tests.push((span) => (span.status.code === 'ERROR') === (error === 'true'));
  }
  if (minDuration !== '') {
    const least = nanosOf(minDuration);
    tests.push((span) => span.durationNanos >= least);
  }
  if (maxDuration !== '') {
    const most = nanosOf(maxDuration);
    tests.push((span) => span.durationNanos <= most);
  }
  return tests;
}
