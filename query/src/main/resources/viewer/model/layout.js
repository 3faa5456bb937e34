// SPDX-License-Identifier: Apache-2.0
// The layouts of a trace. Pure functions.

export const LAYOUTS = [
  { layout: 'waterfall', label: 'Waterfall' },
  { layout: 'flame', label: 'Flame graph' },
  { layout: 'statistics', label: 'Statistics' },
];

/** The layout that the address names; the waterfall without one. */
export const layoutOf = (text) => LAYOUTS.find(({ layout }) => layout === text)?.layout ?? 'waterfall';

/** The text of a layout for the address; null for the usual one. */
export const layoutText = (layout) => (layout === 'waterfall' ? null : layout);

export function nextLayout(layout) {
  const at = LAYOUTS.findIndex((one) => one.layout === layout);
  return LAYOUTS[(at + 1) % LAYOUTS.length].layout;
}
