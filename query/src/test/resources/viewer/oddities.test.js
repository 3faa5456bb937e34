// SPDX-License-Identifier: Apache-2.0
import { odditiesOf } from '/viewer/model/oddities.js';
import { equal } from './check.js';

const labels = (span) => odditiesOf(span).map(({ label }) => label);

export function labelsEachOddity() {
  equal(labels({ oddities: ['unfinished', 'end-before-start', 'no-end', 'own-parent', 'cycle', 'duplicate'] }),
    ['unfinished', 'ends before start', 'no end', 'own parent', 'parent cycle', 'duplicate id']);
  equal(odditiesOf({ oddities: ['no-end'] })[0].sentence, 'The sender gave no end, so the span is shown without a length.');
}

export function marksNothingOnAnOrdinarySpan() {
  equal([labels({}), labels({ oddity: 'NONE', oddities: [] }), labels({ oddity: 'MISSING' })], [[], [], []]);
}

export function marksThePlaceInTheTreeOnce() {
  equal([labels({ oddity: 'DUPLICATE_ID' }), labels({ oddity: 'PARENT_CYCLE', oddities: ['cycle'] })], [['duplicate id'], ['parent cycle']]);
}

export function showsAnOddityItDoesNotKnow() {
  equal(labels({ oddities: ['from-the-future'] }), ['from-the-future']);
}
