// SPDX-License-Identifier: Apache-2.0
// A span in its row: the call that it was. Pure functions.

const LONGEST = 160;

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
