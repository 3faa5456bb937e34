// SPDX-License-Identifier: Apache-2.0
import { addressOf, fieldsOf, labelFor, mistakesIn, requestOf } from '/viewer/model/search-form.js';
import { formatTags, parseTags } from '/viewer/model/tags.js';
import { equal } from './check.js';

export function keepsEveryFieldInTheAddress() {
  const address = '/search?service=front&operation=GET+/cart&tag=http.route:/cart&tag=note:two+words&minDuration=10ms'
    + '&maxDuration=1.5s&error=true&lookback=3h&limit=20';
  const fields = fieldsOf(address.slice('/search'.length));
  equal(fields.tags, 'http.route:/cart "note:two words"');
  equal(addressOf(fields), address);
  equal(mistakesIn(fields), {});
}

export function keepsACustomTimeRangeInTheAddress() {
  const fields = fieldsOf('?start=2026-01-31T12:00:00.000Z&end=2026-01-31T13:00:00.000Z');
  equal(fields.lookback, 'custom');
  equal(addressOf(fields), '/search?start=2026-01-31T12:00:00.000Z&end=2026-01-31T13:00:00.000Z&limit=50');
}

export function asksTheApiForWhatItKnowsOnly() {
  equal(requestOf('?service=front&tag=a:1&tag=b:2&theme=dark'),
    '/api/v1/traces?service=front&tag=a%3A1&tag=b%3A2&limit=50&lookback=1h');
  equal(requestOf('?start=2026-01-31T12:00:00Z'), '/api/v1/traces?start=2026-01-31T12%3A00%3A00Z&limit=50');
}

export function namesMistakesBeforeSearching() {
  const fields = { ...fieldsOf(''), minDuration: '10', tags: 'novalue', operation: 'GET', lookback: 'custom' };
  equal(Object.keys(mistakesIn(fields)), ['minDuration', 'tags', 'operation', 'start']);
  equal(Object.keys(mistakesIn({ ...fieldsOf(''), lookback: 'custom', start: '2026-02-01T00:00', end: '2026-01-01T00:00' })), ['end']);
}

export function readsTagsWithColonsEqualSignsAndQuotes() {
  equal(parseTags('a:1 b=2  url.full:http://x?a=b').tags, ['a:1', 'b:2', 'url.full:http://x?a=b']);
  equal(parseTags('note:"two words" "c d:e \\" f"').tags, ['note:two words', 'c d:e " f']);
  equal(parseTags('').tags, []);
  equal(parseTags('"aws:region":eu-1 "a=b"=c').tags, ['"aws:region":eu-1', '"a=b":c']);
  equal(/ is a comparison\. /.test(parseTags('status>=500').error), true);
  equal(parseTags(':x').error, 'Write tags as key:value; “:x” has no key and value.');
}

export function takesKeysInQuotesAsTheyStand() {
  equal(parseTags('"aws:region":eu-1 "a>b"=c').tags, ['"aws:region":eu-1', '"a>b":c']);
}

export function refusesComparisonsAndWildcards() {
  for (const text of ['status>=500', 'status>500', 'status<5', 'status!=500', 'name=~cart', 'name!~x', 'status==5', 'status:>500', 'a:1 b<2']) {
    equal([text, parseTags(text).tags, / is a comparison\. /.test(parseTags(text).error)], [text, [], true]);
  }
  for (const text of ['http.status_code:5*', 'http.route:/cart/*', 'http.*:x']) {
    equal([text, parseTags(text).tags, / has a wildcard\. /.test(parseTags(text).error)], [text, [], true]);
  }
  equal(parseTags('http.route:"/cart/*" "note:a > b" status:"500" "x:*"').tags, ['http.route:/cart/*', 'note:a > b', 'status:500', 'x:*']);
}

export function writesTagsSoThatTheyReadBackTheSame() {
  const tags = ['a:1', 'note:two words', 'quote:say "hi" \\ bye', 'empty:', 'http.route:/**', 'note:>5', '"aws:region":eu 1', '"a=\\"b\\\\":c', 'sql:SELECT * FROM t WHERE a >= 1'];
  equal(parseTags(formatTags(tags)).tags, tags);
}

export function findsTheFieldOfAParameter() {
  equal([labelFor('tag'), labelFor('minDuration'), labelFor('cursor') ?? '', labelFor(null) ?? ''], ['Tags', 'Longer than', '', '']);
}
