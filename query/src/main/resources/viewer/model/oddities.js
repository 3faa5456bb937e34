// SPDX-License-Identifier: Apache-2.0
// Oddities of a span, as a label for its row and as a sentence. Pure functions.

const ODDITIES = {
  unfinished: ['unfinished', 'This span had not ended when it was last reported. Its duration is the time until then, and the rest may still arrive.'],
  'end-before-start': ['ends before start', 'The sender gave an end that lies before the start, so the span is shown without a length.'],
  'no-end': ['no end', 'The sender gave no end, so the span is shown without a length.'],
  'odd-time': ['odd time', 'The sender gave a start or an end that is in no year from 2000 to 2099, so the span is shown within the time of the trace.'],
  'own-parent': ['own parent', 'The sender named this span as its own parent, so it is shown at the top.'],
  cycle: ['parent cycle', 'The parents of this span lead back to itself, so it is shown at the top.'],
  duplicate: ['duplicate id', 'Another span of this trace has the same id and kind but different content. All of them are shown; a child stands below the one of its own process, or else below the first.'],
};

export const isUnfinished = (oddities) => oddities.some(({ name }) => name === 'unfinished');

/** Each with a `label` of a few words and a `sentence`; none for an ordinary span. */
export function odditiesOf(span) {
  return span.oddities.map((name) => {
    const [label, sentence] = ODDITIES[name] ?? [name, `The service marks this span as “${name}”.`];
    return { name, label, sentence };
  });
}

/** The reason why a span that others name as their parent is missing. */
export const whyMissing = (trace) => (trace.complete
  ? 'not stored: not arrived yet, lost on the way, or not sampled'
  : 'not here: not stored, or left out because the trace is too large');
