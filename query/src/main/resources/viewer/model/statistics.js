// SPDX-License-Identifier: Apache-2.0
// The spans of a trace added up by operation or by service. Pure functions.

import { quote } from './words.js';

/** The columns of the table, see `sorting.js`. */
export const COLUMNS = [
  { name: 'operation', title: 'Operation', text: true, value: ({ name, service }) => `${name ?? ''}\n${service}` },
  { name: 'service', title: 'Service', text: true, value: ({ name, service }) => `${service}\n${name ?? ''}` },
  { name: 'spans', title: 'Spans', value: ({ spans }) => spans },
  { name: 'errors', title: 'Errors', value: ({ errors }) => errors },
  { name: 'self', title: 'Self time', value: ({ selfNanos }) => selfNanos },
  { name: 'total', title: 'Total', value: ({ totalNanos }) => totalNanos },
  { name: 'average', title: 'Average', value: ({ totalNanos, spans }) => totalNanos / spans },
  { name: 'longest', title: 'Longest', value: ({ longestNanos }) => longestNanos },
];
export const USUAL_SORT = '-self';

/**
 * One group for each operation of each service, or for each service. Placeholders of missing spans do not count.
 *
 * @param by `operation` or `service`
 * @return groups with `service`, `name` (null for a service), `spans`, `errors`, and in nanoseconds `selfNanos`,
 *     `totalNanos` (durations added up, also of spans at the same time) and `longestNanos`
 */
export function statisticsOf(spans, by) {
  const groups = new Map();
  for (const span of spans) {
    if (!span.missing) {
      const name = by === 'service' ? null : span.name;
      const key = JSON.stringify([span.service, name]);
      if (!groups.has(key)) {
        groups.set(key, { service: span.service, name, spans: 0, errors: 0, selfNanos: 0, totalNanos: 0, longestNanos: 0 });
      }
      const group = groups.get(key);
      group.spans++;
      group.errors += span.status.code === 'ERROR' ? 1 : 0;
      group.selfNanos += span.selfNanos;
      group.totalNanos += span.durationNanos;
      group.longestNanos = Math.max(group.longestNanos, span.durationNanos);
    }
  }
  return [...groups.values()];
}

/** The text that finds the spans of a group in the trace. */
export const findText = ({ service, name }) => (name === null || name.trim() === '' ? quote(service) : `${quote(service)} ${quote(name)}`);
