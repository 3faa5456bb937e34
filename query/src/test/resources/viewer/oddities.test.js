// SPDX-License-Identifier: Apache-2.0
import { lateText, odditiesOf, whyMissing } from '/viewer/model/oddities.js';
import { equal } from './check.js';

const labels = (span) => odditiesOf(span).map(({ label }) => label);

export function labelsEachOddity() {
  equal(labels({ oddities: ['unfinished', 'end-before-start', 'no-end', 'own-parent', 'cycle', 'duplicate', 'odd-time'] }),
    ['unfinished', 'ends before start', 'no end', 'own parent', 'parent cycle', 'duplicate id', 'odd time']);
  equal(odditiesOf({ oddities: ['no-end'] })[0].sentence, 'The sender gave no end, so the span is shown without a length.');
}

export function marksNothingOnAnOrdinarySpan() {
  equal(labels({ oddities: [] }), []);
}

export function showsAnOddityItDoesNotKnow() {
  equal(labels({ oddities: ['from-the-future'] }), ['from-the-future']);
}

export function blamesTheStoreOnlyForATraceThatIsShownWhole() {
  equal([whyMissing({ complete: true }), whyMissing({ complete: false })], [
    'not stored: not arrived yet, lost on the way, or not sampled',
    'not here: not stored, or left out because the trace is too large']);
}

export function statesHowASpanOutlivesItsParent() {
  const MS = 1e6;
  const from = (start, end, oddities = []) => ({ startNanos: start * MS, durationNanos: (end - start) * MS, missing: false, oddities });
  const parent = from(0, 100);
  equal(lateText(from(10, 100), parent), null);
  equal(lateText(from(10, 140), parent), 'ends 40 ms after its parent');
  equal(lateText(from(100, 140), parent), 'ends 40 ms after its parent');
  equal(lateText(from(105, 140), parent), 'starts 5 ms after the end of its parent');
  equal(lateText(from(10, 140), undefined), null);
  equal(lateText(from(10, 140), { ...parent, missing: true }), null);
  equal(lateText(from(10, 140, ['unfinished']), parent), null);
  equal(lateText(from(10, 140), from(0, 100, ['no-end'])), null);
}

export function statesWhereAMissingSpanIsMissing() {
  equal(labels({ oddities: ['missing-here'] }), ['own process']);
  equal(odditiesOf({ oddities: ['missing-elsewhere'] })[0].sentence.startsWith('Its children were called from another process.'), true);
}
