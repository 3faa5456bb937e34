// SPDX-License-Identifier: Apache-2.0
import { activityOf, eventMarks } from '/viewer/model/activity.js';
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

const event = (startNanos, name = 'retry') => ({ startNanos, name });

export function marksTheEventsInSight() {
  const view = { from: 100, to: 200 };
  equal(eventMarks({ events: [event(99), event(150), event(200), event(201)] }, view, 100).map(({ left }) => left), [0.5, 1]);
  equal(eventMarks({ events: [event(150), event(150.2, 'exception')] }, view, 100), [{ left: 0.5, failed: true, title: 'retry at 150 ns\nexception at 150 ns' }]);
}

export function drawsFewMarksOfManyEventsAndNoneThatFailedIsMissing() {
  const events = Array.from({ length: 5000 }, (unused, i) => event(i, i === 4321 ? 'exception' : 'row'));
  const marks = eventMarks({ events }, { from: 0, to: 5000 }, 1000);
  equal([marks.length, marks[0].failed, marks[0].left > 0.86], [24, true, true]);
  equal(marks[1].title.split('\n').length <= 6, true);
}
