// SPDX-License-Identifier: Apache-2.0
import { activityOf } from '/viewer/model/activity.js';
import { equal } from './check.js';

const of = (name, attributes) => activityOf({ name, attributes });

export function showsTheCallThatASpanWas() {
  equal(of('SELECT', { 'db.query.text': 'SELECT *\n  FROM stock' }), 'SELECT * FROM stock');
  equal(of('GET', { 'url.full': 'http://me:secret@stock:80/stock/7?a=1', 'http.response.status_code': 200 }), 'stock:80/stock/7?a=1 200');
  equal(of('GET /stock/{id}', { 'url.path': '/stock/7', 'http.response.status_code': 503 }), '/stock/7 503');
  equal(of('GET /stock', { 'url.path': '/stock' }), '');
  equal(of('send', { 'messaging.destination.name': 'orders' }), 'orders');
  equal(of('orders send', { 'messaging.destination.name': 'orders' }), '');
  equal(of('work', { rows: 3 }), '');
  equal(of('SELECT', { 'db.query.text': 'x'.repeat(1000) }).length, 161);
}
