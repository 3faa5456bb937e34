// SPDX-License-Identifier: Apache-2.0
// The rows that a reader has collapsed, by the keys of their spans. They are kept in a tab of the browser, so that they are there
// after a reload and on the way back to a trace.

const KEY = 'dapper-collapsed';
/** The address could not hold them. Of a trace with more collapsed rows none are kept: some of them would be another tree. */
const MOST_ROWS = 500;
const MOST_TRACES = 20;

/** The keys of the collapsed rows of a trace, in no order; none if the browser keeps nothing for this page. */
export const keptCollapsed = (traceId) => read().find((each) => each.traceId === traceId)?.keys ?? [];

export function keepCollapsed(traceId, keys) {
  const others = read().filter((each) => each.traceId !== traceId);
  const kept = keys.length > 0 && keys.length <= MOST_ROWS ? [{ traceId, keys }] : [];
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...kept, ...others].slice(0, MOST_TRACES)));
  } catch {
    // Then they are expanded after a reload.
  }
}

function read() {
  try {
    const all = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(all) ? all : [];
  } catch {
    return [];
  }
}
