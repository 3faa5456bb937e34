// SPDX-License-Identifier: Apache-2.0
// A span in its row: the call that it was, and its events. Pure functions.

import { duration, nameText } from './format.js';

const LONGEST = 160;
const MOST_MARKS = 24;

/** The statement, the URL or the topic of a span, if its name does not have it already; '' for none. */
export function activityOf({ name, attributes }) {
  const of = (...keys) => keys.map((key) => attributes[key]).find((value) => typeof value === 'string' && value !== '') ?? '';
  const statement = of('db.query.text', 'db.statement');
  if (statement !== '') {
    return unlessIn(name, statement);
  }
  const url = urlText(of('url.full', 'http.url')) || of('url.path', 'http.target');
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code'];
  if (url !== '' || status !== undefined) {
    return [unlessIn(name, url), status].filter((part) => part !== '' && part !== undefined).join(' ');
  }
  const called = of('messaging.destination.name', 'rpc.method', 'db.collection.name');
  return unlessIn(name, called);
}

function unlessIn(name, text) {
  const line = text.slice(0, 4 * LONGEST).replace(/\s+/g, ' ').trim();
  return name.includes(line) ? '' : line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** An address without its scheme and user. */
const urlText = (url) => url.replace(/^[a-z][a-z0-9+.-]*:\/\/([^/@]*@)?/i, '');

/**
 * The marks of a span's events in the visible time range; events on the same pixel have one.
 *
 * @param width of the visible range in pixels
 * @return for each its `left` edge as a share of the range, its `title`, and whether one of its events `failed`
 */
export function eventMarks(span, view, width) {
  const length = view.to - view.from;
  const marks = new Map();
  for (const event of span.events) {
    const share = (event.startNanos - view.from) / length;
    if (share >= 0 && share <= 1) {
      const pixel = Math.round(share * width);
      const mark = marks.get(pixel) ?? { left: share, titles: [], failed: false };
      mark.titles.push(`${nameText(event.name)} at ${duration(event.startNanos)}`);
      mark.failed ||= event.name === 'exception';
      marks.set(pixel, mark);
    }
  }
  // Of too many, those that failed are drawn first.
  const all = [...marks.values()].sort((a, b) => b.failed - a.failed).slice(0, MOST_MARKS);
  return all.map(({ left, titles, failed }) => ({
    left, failed, title: titles.length > 5 ? [...titles.slice(0, 5), `and ${titles.length - 5} more`].join('\n') : titles.join('\n'),
  }));
}
