// SPDX-License-Identifier: Apache-2.0
const ACTIONS = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'outwards',
  ArrowRight: 'inwards',
  Home: 'first',
  End: 'last',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
  ' ': 'pageDown',
  Enter: 'open',
  Escape: 'close',
  '[': 'collapseLevel',
  ']': 'expandLevel',
  f: 'fold',
  F: 'foldAll',
  e: 'nextError',
  E: 'previousError',
  n: 'nextMatch',
  N: 'previousMatch',
  i: 'nextInsight',
  I: 'previousInsight',
  c: 'critical',
  z: 'zoomToSpan',
  0: 'wholeTime',
  '/': 'find',
  v: 'nextLayout',
};

/** The action of a key on the trace page; null if it has none. All but `v` belong to the waterfall. */
export const actionOf = (key, layout) => (layout === 'waterfall' || key === 'v' ? ACTIONS[key] ?? null : null);
