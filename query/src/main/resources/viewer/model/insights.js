// SPDX-License-Identifier: Apache-2.0
// The insights of a trace: their names, and the chosen one. Pure functions.

const LABELS = {
  'n-plus-one': 'N+1 queries',
  'repeated-calls': 'Repeated calls',
  'sequential-calls': 'One after another',
  retries: 'Retries',
  'fan-out': 'Fan-out',
  gap: 'Uncovered time',
  network: 'Network time',
  'connection-wait': 'Connection wait',
  'slow-first-call': 'Slow first call',
  'chatty-services': 'Chatty services',
  'swallowed-error': 'Swallowed error',
  'time-after-last-child': 'After last child',
};

export const labelOf = ({ kind }) => LABELS[kind] ?? kind;

/** @param text value in the address, or null; -1 for none and for a number that no insight has */
export function chosenInsight(insights, text) {
  const number = /^\d{1,3}$/.test(text ?? '') ? Number(text) : -1;
  return number >= 1 && number <= insights.length ? number - 1 : -1;
}

/** The value in the address for an insight. */
export const insightText = (index) => (index < 0 ? null : String(index + 1));

/** The next or previous insight, with wrap-around; from none (-1) the first or the last. */
export function stepInsight(insights, index, by) {
  const count = insights.length;
  return count === 0 ? -1 : (index < 0 ? (by > 0 ? 0 : count - 1) : (index + by + count) % count);
}
