// SPDX-License-Identifier: Apache-2.0
// The events of a span: log records, exceptions and others. Pure functions.

import { duration, nameText } from './format.js';

/** The sorts of events; of several on the same pixel, the last one is marked. */
export const SORTS = [
  { sort: 'event', label: 'event' },
  { sort: 'log', label: 'log record' },
  { sort: 'error-log', label: 'log record: error' },
  { sort: 'exception', label: 'exception' },
];
const RANK = new Map(SORTS.map(({ sort }, rank) => [sort, rank]));

/** The names of levels that report an error, in Logback, Log4j, java.util.logging and syslog. */
const ERRORS = new Set(['ERROR', 'FATAL', 'SEVERE', 'CRITICAL', 'CRIT', 'ALERT', 'EMERGENCY', 'EMERG', 'PANIC']);

/** More marks of a row are left out. */
const MOST_MARKS = 24;
const MOST_TITLES = 5;

/** The agent writes a log record as an event with this name and these attributes. */
const isLog = ({ name, attributes }) => name === 'log' && (attributes['log.severity'] !== undefined || attributes['log.message'] !== undefined);

export function sortOf(event) {
  if (isLog(event)) {
    return ERRORS.has(String(event.attributes['log.severity']).toUpperCase()) ? 'error-log' : 'log';
  }
  return event.name === 'exception' ? 'exception' : 'event';
}

/** The log records of a span, each with its `severity`, `logger`, `message`, `stackTrace` ('' for none) and `rest`, the other attributes. */
export const logsOf = ({ events }) => events.filter(isLog).map((event) => {
  const {
    'log.severity': severity, 'log.logger': logger, 'log.message': message, 'exception.stacktrace': stackTrace, ...rest
  } = event.attributes;
  const text = (value) => (value === undefined || value === null ? '' : String(value));
  return { event, sort: sortOf(event), severity: text(severity), logger: text(logger), message: text(message), stackTrace: text(stackTrace), rest };
});

/** The events of a span that are no log records. */
export const othersOf = ({ events }) => events.filter((event) => !isLog(event));

/** The logs that contain each word of a text, in any case. */
export function logsWith(logs, text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const textOf = ({ severity, logger, message, stackTrace, rest }) => `${severity} ${logger} ${message} ${stackTrace} ${JSON.stringify(rest)}`.toLowerCase();
  return words.length === 0 ? logs : logs.filter((log) => words.every((word) => textOf(log).includes(word)));
}

/** The number of log records of a span, and of those of an error. */
export function logCounts({ events }) {
  let all = 0;
  let errors = 0;
  for (const event of events) {
    if (isLog(event)) {
      all++;
      errors += sortOf(event) === 'error-log' ? 1 : 0;
    }
  }
  return { all, errors };
}

/** One line about an event. */
function titleOf(event) {
  const { attributes } = event;
  const at = `at ${duration(event.startNanos)}`;
  if (isLog(event)) {
    const [log] = logsOf({ events: [event] });
    return `${[log.severity, log.logger].filter((part) => part !== '').join(' ')}: ${cut(log.message)} ${at}`;
  }
  const type = event.name === 'exception' ? attributes['exception.type'] : undefined;
  return `${nameText(event.name)}${type ? ` ${type}` : ''} ${at}`;
}

const cut = (text) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/**
 * The marks of a span's events in the visible time range; events on the same pixel have one.
 *
 * @param width of the visible range in pixels
 * @return for each its `left` edge as a share of the range, its `title`, and the `sort` of the gravest of its events
 */
export function eventMarks(span, view, width) {
  const length = view.to - view.from;
  const marks = new Map();
  for (const event of span.events) {
    const share = (event.startNanos - view.from) / length;
    if (share >= 0 && share <= 1) {
      const pixel = Math.round(share * width);
      const mark = marks.get(pixel) ?? { left: share, events: [], sort: 'event' };
      mark.events.push(event);
      const sort = sortOf(event);
      mark.sort = RANK.get(sort) > RANK.get(mark.sort) ? sort : mark.sort;
      marks.set(pixel, mark);
    }
  }
  // Of too many, the gravest are drawn.
  const all = [...marks.values()].sort((a, b) => RANK.get(b.sort) - RANK.get(a.sort)).slice(0, MOST_MARKS);
  return all.map(({ left, events, sort }) => {
    const titles = events.slice(0, MOST_TITLES).map(titleOf);
    return { left, sort, title: [...titles, ...(events.length > MOST_TITLES ? [`and ${events.length - MOST_TITLES} more`] : [])].join('\n') };
  });
}
