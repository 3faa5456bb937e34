// SPDX-License-Identifier: Apache-2.0
import { MOST_BY_SCROLLING, MOST_LOADED, ORDERS, RESULT_COLUMNS, localColumnOf, moreWords, orderOf, resultsHeading, withMore } from '/viewer/model/results.js';
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

export function addsEachTraceOnce() {
  const [a, b, c] = ['a', 'b', 'c'].map((traceId) => ({ traceId }));
  equal(withMore([a, b], [{ traceId: 'b' }, c]), [a, b, c]);
  equal(withMore([], [a]), [a]);
}

export function statesWhatTheEndOfTheResultsDoes() {
  const words = (loaded, added, hasNext, loading = false) => moreWords({ loaded, added, hasNext, loading });
  equal(words(50, null, true), '');
  equal(words(50, null, true, true), 'Loading further traces…');
  equal(words(50, 0, true), 'No more traces loaded, 50 in the list.');
  equal(words(100, 50, true), '50 more traces loaded, 100 in the list.');
  equal(words(101, 1, false), '1 more trace loaded, 101 in the list. That is all of them.');
  equal(words(7, null, false), 'That is all of them.');
  equal(words(MOST_BY_SCROLLING, 50, true), '50 more traces loaded, 1,000 in the list. From here on only the button loads further ones.');
  equal(words(MOST_LOADED, null, true), 'This page shows no more than 2,000 traces: narrow the search to see others.');
}
