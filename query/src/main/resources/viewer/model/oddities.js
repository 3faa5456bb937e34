// SPDX-License-Identifier: Apache-2.0
// Oddities of a span, as a label for its row and as a sentence. Pure functions.

import { duration } from './format.js';

const ODDITIES = {
  unfinished: ['unfinished', 'This span had not ended when it was last reported. Its duration is the time until then, and the rest may still arrive.'],
  'end-before-start': ['ends before start', 'The sender gave an end that lies before the start, so the span is shown without a length.'],
  'no-end': ['no end', 'The sender gave no end, so the span is shown without a length.'],
  'odd-time': ['odd time', 'The sender gave a start or an end that is in no year from 2000 to 2099, so the span is shown within the time of the trace.'],
  'own-parent': ['own parent', 'The sender named this span as its own parent, so it is shown at the top.'],
  cycle: ['parent cycle', 'The parents of this span lead back to itself, so it is shown at the top.'],
  duplicate: ['duplicate id', 'Another span of this trace has the same id and kind but different content. All of them are shown; a child stands below the one of its own process, or else below the first.'],
};

const MISSING = {
  'missing-here': ['own process', 'Its children are of the same process, so that process has not sent this span yet, because it is still open, or has lost it, because its queue was full or the process ended.'],
  'missing-elsewhere': ['other process', 'Its children were called from another process. That one does not send its spans here, has not sent this one yet, or has lost it.'],
};

export const isUnfinished = (oddities) => oddities.some(({ name }) => name === 'unfinished');

/** Each with a `label` of a few words and a `sentence`; none for an ordinary span. */
export function odditiesOf(span) {
  return span.oddities.map((name) => {
    const [label, sentence] = ODDITIES[name] ?? MISSING[name] ?? [name, `The service marks this span as “${name}”.`];
    return { name, label, sentence };
  });
}

/**
 * How a span outlives its parent, in words; null if it does not, or if the end of one of them is not known. Work that nobody waits
 * for is usual, so this is no oddity.
 *
 * @param parent undefined for a span at the top
 */
export function lateText(span, parent) {
  if (!parent || [span, parent].some((each) => each.missing || each.oddities.some((name) => WITHOUT_END.includes(name)))) {
    return null;
  }
  const endOfParent = parent.startNanos + parent.durationNanos;
  if (span.startNanos > endOfParent) {
    return `starts ${duration(span.startNanos - endOfParent)} after the end of its parent`;
  }
  const late = span.startNanos + span.durationNanos - endOfParent;
  return late > 0 ? `ends ${duration(late)} after its parent` : null;
}

const WITHOUT_END = ['unfinished', 'end-before-start', 'no-end', 'odd-time'];

/** The reason why a span that others name as their parent is missing. */
export const whyMissing = (trace) => (trace.complete
  ? 'not stored: not arrived yet, lost on the way, or not sampled'
  : 'not here: not stored, or left out because the trace is too large');
