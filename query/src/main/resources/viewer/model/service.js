// SPDX-License-Identifier: Apache-2.0
// The requests and the tables of the page of a service. Pure functions.

import { titleOf } from './call-query.js';
import { count, duration, nameText, percentage, rate } from './format.js';
import { askedRange, stepSeconds } from './time-range.js';

const MOST_POINTS = 150;

/** The columns of the table of operations; see the columns of services. */
export const OPERATION_COLUMNS = [
  { name: 'operation', title: 'Operation', text: true, value: (row) => row.operation, shown: nameText },
  { name: 'kind', title: 'Kind', text: true, value: (row) => row.kind, shown: titleOf },
  { name: 'rate', title: 'Rate', value: (row) => row.rate, shown: (perSecond) => rate(perSecond) },
  { name: 'calls', title: 'Calls', value: (row) => row.calls, shown: count },
  { name: 'errors', title: 'Errors', value: (row) => row.errors / row.calls, shown: percentage },
  { name: 'p50', title: 'p50', value: (row) => row.p50Nanos, shown: duration },
  { name: 'p95', title: 'p95', value: (row) => row.p95Nanos, shown: duration },
  { name: 'p99', title: 'p99', value: (row) => row.p99Nanos, shown: duration },
  { name: 'max', title: 'Longest', value: (row) => row.maxNanos, shown: duration },
  { name: 'time', title: 'Time', value: (row) => row.sumNanos, shown: duration },
];
export const USUAL_SORT = '-time';

/** The kind and the operation of an address, '' for all. */
export function choiceOf(search) {
  const given = new URLSearchParams(search);
  return { kind: given.get('kind') ?? '', operation: given.get('operation') ?? '' };
}

/** The requests for an address. @param now milliseconds since 1970 */
export function requestsOf(service, search, now) {
  const path = `/api/v1/services/${encodeURIComponent(service).replaceAll('%2F', '/')}`;
  const range = askedRange(search);
  const { kind, operation } = choiceOf(search);
  const ofKind = new URLSearchParams([...range, ...(kind ? [['kind', kind]] : [])]);
  const charted = new URLSearchParams([...ofKind, ...(operation ? [['operation', operation]] : []), ['step', `${stepSeconds(search, MOST_POINTS, now)}s`]]);
  return {
    metrics: `${path}/metrics?${charted}`,
    operations: `${path}/operations?${ofKind}`,
    edges: `${path}/edges?${range}`,
    processes: `${path}/processes`,
  };
}
