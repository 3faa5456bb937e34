// SPDX-License-Identifier: Apache-2.0
import {
  MOST_RECENT, MOST_SAVED, keep, keptSearches, lasting, titleOf, withRecent, withSaved, without, wordsOf,
} from '/viewer/model/kept-searches.js';
import { equal } from './check.js';

const NONE = { saved: [], recent: [] };
const KEY = 'dapper-searches';

export function remembersRecentSearchesOnce() {
  const first = withRecent(withRecent(NONE, '?q={ .a }&lookback=1h&area=x&live=on'), '?q={ .b }&lookback=1h');
  const again = withRecent(first, '?q={ .a }&lookback=1h&cursor=9');
  equal(again.recent.map(({ search }) => wordsOf(search).query), ['{ .a }', '{ .b }']);
  equal(lasting('?q=x&area=a&live=on&view=table'), '?q=x&view=table');
  equal(withRecent(NONE, '?lookback=1h'), NONE);
  equal(withRecent(NONE, '?q={ }'), NONE);
  equal(withRecent(NONE, `?q={ .a = "${'x'.repeat(5000)}" }`), NONE);
}

export function isBounded() {
  let kept = NONE;
  for (let i = 0; i < 2 * MOST_SAVED; i++) {
    kept = withSaved(withRecent(kept, `?q={ .a${i} }`), `?q={ .a${i} }`, `name ${i}`);
  }
  equal([kept.recent.length, kept.saved.length, kept.saved[0].name], [MOST_RECENT, MOST_SAVED, 'name 99']);
  equal(withSaved(kept, '?q={ .z }', 'name 99').saved.length, MOST_SAVED);
  equal(withSaved(NONE, '?q={ .z }', 'n'.repeat(500)).saved[0].name.length, 100);
}

export function namesSearchesByTheirWords() {
  equal(withSaved(NONE, '?q={ .a }&lookback=3h', ' ').saved[0].name, '{ .a }, Last 3 hours');
  equal(titleOf('?service=front&error=true'), 'service front, errors, Last hour');
  equal(titleOf(''), 'All traces, Last hour');
  equal(wordsOf('?start=2026-01-31T12:00:00Z').range.replace(/ \d\d:/, ' H:'), '2026-01-31 H:00 to now');
}

export function removesOne() {
  const kept = withSaved(withSaved(NONE, '?q={ .a }', 'a'), '?q={ .b }', 'b');
  equal(without(kept, 'saved', kept.saved[0]).saved.map(({ name }) => name), ['a']);
}

export function survivesWhatOthersHaveStored() {
  for (const text of ['x', '5', '{"saved":5}', '{"saved":[{"search":5,"name":"a"},{"search":"?q=b"}],"recent":[null,"a"]}', 'null']) {
    localStorage.setItem(KEY, text);
    equal(Array.isArray(keptSearches().saved), true);
    equal(keptSearches().recent.length, 0);
  }
  equal(keep(withSaved(NONE, '?q={ .a }', 'a')), true);
  equal(keptSearches().saved.map(({ name }) => name), ['a']);
  localStorage.removeItem(KEY);
}
