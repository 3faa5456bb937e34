// SPDX-License-Identifier: Apache-2.0
import { find, nextOf } from '/viewer/model/find.js';
import { equal } from './check.js';

const span = (name, more = {}) => ({
  name, service: 'front', spanId: '00ab', kind: 'SERVER', status: { code: 'UNSET', description: '' }, resource: 0,
  attributes: {}, events: [], links: [], ...more,
});
const TRACE = {
  resources: [{ attributes: { 'host.name': 'shop-1' } }, { attributes: { 'host.name': 'shop-2' } }],
  spans: [
    span('GET /cart'),
    span('SELECT stock', { resource: 1, attributes: { 'db.query.text': 'SELECT * FROM stock', tables: ['stock', 'price'] } }),
    span('POST', { status: { code: 'ERROR', description: 'no stock' }, events: [{ name: 'exception', attributes: { 'exception.type': 'OutOfStock' } }] }),
    span('', { service: '', resource: null }),
  ],
};

export function looksAtNamesAttributesEventsStatusAndProcess() {
  equal(find(TRACE, 'cart'), [0]);
  equal(find(TRACE, 'STOCK'), [1, 2]);
  equal(find(TRACE, 'price'), [1]);
  equal(find(TRACE, 'OutOfStock'), [2]);
  equal(find(TRACE, 'shop-1'), [0, 2]);
  equal(find(TRACE, 'host.name:shop-2'), [1]);
  equal(find(TRACE, 'nothing'), []);
  equal(find(TRACE, '  '), []);
}

export function wantsEveryWord() {
  equal(find(TRACE, 'stock error'), [2]);
}

export function takesWhatIsInQuotesAsOneWord() {
  equal(find(TRACE, '"no stock"'), [2]);
  equal(find(TRACE, '"stock no"'), []);
  equal(find(TRACE, '"'), []);
}

export function readsKeysWithValuesAsASearchDoes() {
  equal(find(TRACE, 'host.name=shop-2'), [1]);
  equal(find(TRACE, 'HOST.name:Shop-2'), [1]);
  equal(find(TRACE, 'db.query.text="select * from stock"'), [1]);
  equal(find(TRACE, 'host.name=shop'), []);
}

export function findsIdsOnlyAsAWhole() {
  equal(find(TRACE, '00ab'), [0, 1, 2, 3]);
  equal(find(TRACE, '00a'), []);
  equal(find({ resources: [], spans: [span('', { links: [{ traceId: 'abcd', spanId: '0007', attributes: {} }], resource: null })] }, 'abcd'), [0]);
}

export function goesAroundTheEnd() {
  equal([nextOf([2, 5], 0), nextOf([2, 5], 2), nextOf([2, 5], 5), nextOf([], 3)], [2, 5, 2, -1]);
  equal([nextOf([2, 5], 9, true), nextOf([2, 5], 5, true), nextOf([2, 5], 2, true)], [5, 2, 5]);
}
