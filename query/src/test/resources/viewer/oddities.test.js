// SPDX-License-Identifier: Apache-2.0
import { odditiesOf, whyMissing } from '/viewer/model/oddities.js';
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
