// SPDX-License-Identifier: Apache-2.0
// The colour of each span of a trace: by service, by operation or by self time. Pure functions.

import { duration } from './format.js';
import { statisticsOf } from './statistics.js';

export const COLORINGS = [
  { by: 'service', label: 'Service' },
  { by: 'operation', label: 'Operation' },
  { by: 'self', label: 'Self time' },
];

/** Colours of the operations with most self time; they stay apart for colour-blind eyes, in both themes. */
export const OPERATION_COLORS = [
  ['#441177', '#7d5fe0'],
  ['#dd7711', '#ffc55c'],
  ['#2288ff', '#55b4ff'],
  ['#884400', '#b3661d'],
  ['#118877', '#a8fff0'],
];
const OTHERS = 'var(--edge)';

/** From most to least self time: of one hue, so that the lightness alone tells them apart. */
const SELF_COLORS = [
  ['#14124f', '#f0edff'],
  ['#40369c', '#c2b8ff'],
  ['#6a60c8', '#9b8fef'],
  ['#8f88d8', '#7668c9'],
];
/** Shares of the longest self time. */
const SELF_STEPS = [0.3, 0.1, 0.03, 0];

const css = ([day, night]) => `light-dark(${day}, ${night})`;

/** @param text value in the address, or null */
export const coloringOf = (text) => COLORINGS.find(({ by }) => by === text)?.by ?? 'service';

/** The text of a colouring for the address; null for the usual one. */
export const coloringText = (by) => (by === 'service' ? null : by);

/**
 * @param services the colour of each service
 * @return `by`; `of`: the colour of a span as a CSS value; `legend`: for each colour its `label` and `title`, none by service
 */
export function coloring(trace, by, services) {
  switch (by) {
    case 'operation': return byOperation(trace);
    case 'self': return bySelfTime(trace);
    default: return { by: 'service', of: (span) => services.get(span.service) ?? OTHERS, legend: [] };
  }
}

function byOperation(trace) {
  const groups = statisticsOf(trace.spans, 'operation').sort((a, b) => b.selfNanos - a.selfNanos);
  const first = groups.slice(0, OPERATION_COLORS.length);
  const colors = new Map(first.map((group, i) => [keyOf(group), css(OPERATION_COLORS[i])]));
  const legend = first.map((group, i) => ({
    color: css(OPERATION_COLORS[i]), label: group.name || '(no name)', title: `${group.service}, ${duration(group.selfNanos)} of self time`,
  }));
  if (groups.length > first.length) {
    legend.push({ color: OTHERS, label: 'Others', title: `${groups.length - first.length} other operations` });
  }
  return { by: 'operation', of: (span) => colors.get(keyOf(span)) ?? OTHERS, legend };
}

const keyOf = ({ service, name }) => `${service}\n${name}`;

function bySelfTime(trace) {
  const longest = trace.spans.reduce((most, { selfNanos }) => Math.max(most, selfNanos), 0);
  const least = SELF_STEPS.map((share) => share * longest);
  const of = (span) => (span.missing ? OTHERS : css(SELF_COLORS[least.findIndex((nanos) => span.selfNanos >= nanos)]));
  const legend = SELF_COLORS.map((color, i) => ({
    color: css(color),
    label: i < least.length - 1 ? `≥ ${duration(least[i])}` : `< ${duration(least[i - 1])}`,
    title: 'Self time of a span: no child worked',
  }));
  return { by: 'self', of, legend };
}
