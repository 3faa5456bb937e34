// SPDX-License-Identifier: Apache-2.0
import { layoutOf, layoutText, nextLayout } from '/viewer/model/layout.js';
import { sortOf, sorted } from '/viewer/model/sorting.js';
import { COLUMNS, USUAL_SORT, findText, statisticsOf } from '/viewer/model/statistics.js';
import { equal } from './check.js';

const span = (service, name, durationNanos, selfNanos, code = 'UNSET') =>
  ({ service, name, durationNanos, selfNanos, missing: false, status: { code } });

const SPANS = [
  span('shop', 'order', 100, 10),
  span('shop', 'stock', 30, 30),
  span('shop', 'stock', 50, 5, 'ERROR'),
  span('db', 'stock', 45, 45),
  { ...span('', '', 500, 500), missing: true },
];

const shown = (rows) => rows.map(({ service, name, spans, errors, selfNanos, totalNanos, longestNanos }) =>
  [service, name, spans, errors, selfNanos, totalNanos, longestNanos]);

export function addsUpByOperation() {
  equal(shown(statisticsOf(SPANS, 'operation')), [
    ['shop', 'order', 1, 0, 10, 100, 100],
    ['shop', 'stock', 2, 1, 35, 80, 50],
    ['db', 'stock', 1, 0, 45, 45, 45],
  ]);
}

export function addsUpByService() {
  equal(shown(statisticsOf(SPANS, 'service')), [['shop', null, 3, 1, 45, 180, 100], ['db', null, 1, 0, 45, 45, 45]]);
}

export function beginsWithTheMostSelfTime() {
  const groups = statisticsOf(SPANS, 'operation');
  const names = (search) => sorted(groups, COLUMNS, sortOf(search, COLUMNS, USUAL_SORT)).map(({ service, name }) => `${service} ${name}`);
  equal(names(''), ['db stock', 'shop stock', 'shop order']);
  equal(names('?sort=self'), ['shop order', 'shop stock', 'db stock']);
  equal(names('?sort=-total'), ['shop order', 'shop stock', 'db stock']);
  equal(names('?sort=-average'), ['shop order', 'db stock', 'shop stock']);
  equal(names('?sort=service'), ['db stock', 'shop order', 'shop stock']);
  equal(names('?sort=-operation'), ['shop stock', 'db stock', 'shop order']);
}

export function findsTheSpansOfAGroup() {
  equal(findText({ service: 'shop', name: 'GET "a"' }), '"shop" "GET \\"a\\""');
  equal([findText({ service: 'shop', name: null }), findText({ service: 'shop', name: ' ' })], ['"shop"', '"shop"']);
}

export function readsTheLayoutInTheAddress() {
  equal([null, 'flame', 'statistics', 'waterfall', 'x'].map(layoutOf), ['waterfall', 'flame', 'statistics', 'waterfall', 'waterfall']);
  equal(['waterfall', 'flame', 'statistics'].map(nextLayout), ['flame', 'statistics', 'waterfall']);
  equal(['waterfall', 'flame'].map(layoutText), [null, 'flame']);
}
