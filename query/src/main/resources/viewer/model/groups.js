// SPDX-License-Identifier: Apache-2.0
// The spans that a search finds, grouped by a field. Pure functions.

import { narrowed } from './area.js';
import { FAILED, atLeast, searchInRange } from './call-query.js';
import { duration, percentage, rate } from './format.js';
import { readable } from './location.js';
import { askedRange } from './time-range.js';
import { stringOf, withStage } from './traceql.js';

const STATUS = 'span:status';
/** Fields whose values are words without quotes. */
const WORDS = [STATUS, 'status', 'span:kind', 'kind'];
const QUANTILES = [0.5, 0.99];
export const MOST_ROWS = 200;

/** The columns of the table; see the columns of services. */
export const GROUP_COLUMNS = [
  { name: 'value', title: 'Value', text: true, value: (row) => row.text, shown: (text) => text },
  { name: 'rate', title: 'Rate', value: (row) => row.rate, shown: (perSecond) => rate(perSecond) },
  { name: 'errors', title: 'Errors', value: (row) => row.errorShare, shown: percentage },
  { name: 'p50', title: 'p50', value: (row) => row.p50, shown: duration },
  { name: 'p99', title: 'p99', value: (row) => row.p99, shown: duration },
];
export const USUAL_SORT = '-rate';

/** The requests for the groups of all results. @param page an answer of the search */
export function groupPaths(page, field) {
  const path = (stage) => `/api/v1/metrics/query_range?${readable(new URLSearchParams({
    q: withStage(page.query, stage), start: page.startUnixNanos, end: page.endUnixNanos,
    step: `${BigInt(page.endUnixNanos) - BigInt(page.startUnixNanos)}ns`,
  }))}`;
  return {
    rates: path(`rate() by (${field}${isStatus(field) ? '' : `, ${STATUS}`})`),
    quantiles: path(`quantile_over_time(span:duration, ${QUANTILES.join(', ')}) by (${field})`),
  };
}

const isStatus = (field) => field === STATUS || field === 'status';

/** The rows for the answers: of each value its `text`, the `rate`, the share of errors, and quantiles in nanoseconds. */
export function groupsOf(rates, quantiles, field) {
  const rows = new Map();
  const rowOf = (labels, other) => {
    const value = Object.entries(labels).find(([name]) => name !== other)?.[1] ?? null;
    const key = JSON.stringify(value);
    const row = rows.get(key) ?? { value, text: textOf(value), rate: 0, errors: 0, p50: null, p99: null };
    rows.set(key, row);
    return row;
  };
  for (const { labels, values } of rates.series) {
    const row = rowOf(labels, isStatus(field) ? '' : STATUS);
    row.rate += values[0] ?? 0;
    row.errors += labels[STATUS] === 'error' ? values[0] ?? 0 : 0;
  }
  for (const { labels, values } of quantiles.series) {
    const name = `p${Math.round(labels.p * 100)}`;
    rowOf(labels, 'p')[name] = values[0] === null ? null : values[0] * 1e9;
  }
  return [...rows.values()].filter((row) => row.rate > 0).map((row) => ({ ...row, errorShare: row.errors / row.rate }));
}

function textOf(value) {
  if (value === null) {
    return '(none)';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? '(empty)' : text;
}

/** The condition that a span is in the group; null if no query can express it. */
export function conditionOf(field, value) {
  if (value === null) {
    return `${field} = nil`;
  }
  if (typeof value === 'string') {
    return `${field} = ${WORDS.includes(field) ? value : stringOf(value)}`;
  }
  return typeof value === 'object' || /duration|timeSinceStart/i.test(field) ? null : `${field} = ${value}`;
}

/**
 * The addresses of the searches for a group, for its failed spans, and for its slowest; null for what cannot be searched for.
 *
 * @param search that of the page, whose time range they keep
 */
export function groupLinks(query, field, row, search) {
  const condition = conditionOf(field, row.value);
  const link = (more) => (condition === null ? null : searchInRange([condition, ...more].reduce(narrowed, query), askedRange(search)));
  return { value: link([]), errors: row.errors > 0 ? link([FAILED]) : null, p99: row.p99 === null ? null : link(atLeast(row.p99)) };
}
