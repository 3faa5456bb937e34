// SPDX-License-Identifier: Apache-2.0
import { chosenInsight, insightText, labelOf, stepInsight } from '/viewer/model/insights.js';
import { equal } from './check.js';

const TWO = [{ kind: 'gap' }, { kind: 'retries' }];

export function readsTheNumberInTheAddress() {
  equal([null, '', '0', '1', '2', '3', '-1', '1.5', 'x'].map((text) => chosenInsight(TWO, text)), [-1, -1, -1, 0, 1, -1, -1, -1, -1]);
  equal([0, 1, -1].map(insightText), ['1', '2', null]);
}

export function stepsAround() {
  equal([-1, 0, 1].map((at) => stepInsight(TWO, at, 1)), [0, 1, 0]);
  equal([-1, 0, 1].map((at) => stepInsight(TWO, at, -1)), [1, 1, 0]);
  equal(stepInsight([], -1, 1), -1);
}

export function namesEachKindAndThoseThatAreNew() {
  equal([{ kind: 'n-plus-one' }, { kind: 'of tomorrow' }].map(labelOf), ['N+1 queries', 'of tomorrow']);
}
