// SPDX-License-Identifier: Apache-2.0
import { eventMarks, logCounts, logsOf, logsWith, othersOf, sortOf } from '/viewer/model/events.js';
import { equal } from './check.js';
import { random } from './random.js';

const event = (startNanos, name = 'retry', attributes = {}) => ({ startNanos, name, attributes });
const log = (startNanos, severity, message, more = {}) => event(startNanos, 'log', { 'log.severity': severity, 'log.logger': 'shop.Stock', 'log.message': message, ...more });

export function tellsLogsAndExceptionsFromOtherEvents() {
  equal(['WARN', 'WARNING', 'ERROR', 'SEVERE', 'fatal', 'INFO'].map((severity) => sortOf(log(0, severity, 'low'))),
    ['log', 'log', 'error-log', 'error-log', 'error-log', 'log']);
  equal([event(0, 'exception'), event(0, 'log'), event(0)].map(sortOf), ['exception', 'event', 'event']);
  const span = { events: [log(0, 'WARN', 'low'), event(1), log(2, 'ERROR', 'none left')] };
  equal([logCounts(span), othersOf(span).length, logsOf(span).length], [{ all: 2, errors: 1 }, 1, 2]);
}

export function readsALogRecordAndWhatElseItHas() {
  const [one, other] = logsOf({ events: [
    log(0, 'ERROR', 'failed', { 'exception.stacktrace': 'at a.B', 'exception.type': 'a.X' }), event(1, 'log', { 'log.message': 7 }),
  ] });
  equal([one.severity, one.logger, one.message, one.stackTrace, one.rest], ['ERROR', 'shop.Stock', 'failed', 'at a.B', { 'exception.type': 'a.X' }]);
  equal([other.severity, other.logger, other.message, other.stackTrace, other.rest], ['', '', '7', '', {}]);
}

export function filtersLogsByEachWordOfAText() {
  const logs = logsOf({ events: [log(0, 'WARN', 'Stock is low'), log(1, 'ERROR', 'no stock', { 'exception.type': 'a.Timeout' })] });
  equal(['', ' ', 'STOCK', 'warn stock', 'timeout', 'low none'].map((text) => logsWith(logs, text).length), [2, 2, 2, 1, 1, 0]);
}

export function marksTheEventsInSight() {
  const view = { from: 100, to: 200 };
  equal(eventMarks({ events: [event(99), event(150), event(200), event(201)] }, view, 100).map(({ left }) => left), [0.5, 1]);
  equal(eventMarks({ events: [event(150), event(150.2, 'exception', { 'exception.type': 'a.X' })] }, view, 100),
    [{ left: 0.5, sort: 'exception', title: 'retry at 150 ns\nexception a.X at 150 ns' }]);
  equal(eventMarks({ events: [log(150, 'WARN', 'low')] }, view, 100), [{ left: 0.5, sort: 'log', title: 'WARN shop.Stock: low at 150 ns' }]);
}

export function drawsFewMarksOfManyEventsAndNoneThatFailedIsMissing() {
  const events = Array.from({ length: 5000 }, (unused, i) => event(i, i === 4321 ? 'exception' : 'row'));
  const marks = eventMarks({ events }, { from: 0, to: 5000 }, 1000);
  equal([marks.length, marks[0].sort, marks[0].left > 0.86], [24, 'exception', true]);
  equal(marks[1].title.split('\n').length <= 6, true);
}

export function marksEachPixelByItsGravestEventInRandomSpans() {
  const ranks = ['event', 'log', 'error-log', 'exception'];
  const next = random(3);
  for (let round = 0; round < 200; round++) {
    const make = [(at) => event(at), (at) => log(at, 'WARN', 'a'), (at) => log(at, 'ERROR', 'b'), (at) => event(at, 'exception')];
    const events = Array.from({ length: next(40) }, () => make[next(4)](next(20)));
    const marks = eventMarks({ events }, { from: 0, to: 19 }, 19);
    const gravest = new Map();
    events.forEach((one) => gravest.set(one.startNanos, Math.max(gravest.get(one.startNanos) ?? 0, ranks.indexOf(sortOf(one)))));
    equal(new Map(marks.map(({ left, sort }) => [Math.round(left * 19), ranks.indexOf(sort)]).sort((a, b) => a[0] - b[0])),
      new Map([...gravest].sort((a, b) => a[0] - b[0])));
  }
}
