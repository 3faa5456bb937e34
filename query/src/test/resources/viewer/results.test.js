// SPDX-License-Identifier: Apache-2.0
import { ORDERS, RESULT_COLUMNS, localColumnOf, orderOf, resultsHeading } from '/viewer/model/results.js';
import { equal } from './check.js';

export function takesTheOrderOfAllResultsFromTheAddress() {
  equal(orderOf('').sort, '-start');
  equal(orderOf('?sort=-errors').title, 'Most errors first');
  equal(orderOf('?sort=-services').sort, '-start');
  equal(orderOf('?sort=nonsense').sort, '-start');
}

export function namesTheColumnThatSortsLoadedTracesOnly() {
  equal(localColumnOf('?sort=-services').title, 'Services');
  equal(localColumnOf('?sort=operation').title, 'Operation');
  equal(['', '?sort=nonsense', ...ORDERS.map(({ sort }) => `?sort=${sort}`)].map(localColumnOf).filter((column) => column !== null), []);
}

export function ordersByColumnsOfTheTable() {
  const names = RESULT_COLUMNS.map(({ name }) => name);
  equal(ORDERS.filter(({ sort }) => !names.includes(sort.replace('-', ''))), []);
}

export function statesHowManyOfTheResultsAreLoaded() {
  const slowest = orderOf('?sort=-duration');
  equal(resultsHeading(slowest, 50, { next: '/x', found: 1234 }), 'Slowest 50 of 1,234 traces');
  equal(resultsHeading(slowest, 12, { next: null, found: 12 }), '12 traces');
  equal(resultsHeading(orderOf(''), 50, { next: '/x', found: null }), 'Newest 50 traces');
  equal(resultsHeading(orderOf(''), 1, { next: null, found: null }), '1 trace');
}
