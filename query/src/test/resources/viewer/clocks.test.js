// SPDX-License-Identifier: Apache-2.0
import { aheadText, clockSentences, clockText, differenceText, isCorrected } from '/viewer/model/clocks.js';
import { equal } from './check.js';

const MS = 1e6;
const pair = { service: 'stock', host: null, otherService: 'front', otherHost: null, leastNanos: 40 * MS, mostNanos: 60 * MS, contradictory: false };

export function saysHowFarAClockIsAhead() {
  equal([[40, 60], [-60, -40], [-10, 20], [0, 20], [-20, 0], [50, 50]].map(([least, most]) => aheadText(least * MS, most * MS)), [
    'between 40 ms and 60 ms ahead', 'between 40 ms and 60 ms behind', 'between 10 ms behind and 20 ms ahead',
    'between 0 and 20 ms ahead', 'between 0 and 20 ms behind', '50 ms ahead']);
}

export function saysWhichBoundIsUnknown() {
  equal([[null, null], [null, 60 * MS], [null, -60 * MS], [40 * MS, null], [-40 * MS, null]].map(([least, most]) => aheadText(least, most)), [
    'not known', 'at most 60 ms ahead', 'at least 60 ms behind', 'at least 40 ms ahead', 'at most 40 ms behind']);
}

export function namesTheHostsOnlyWhereTheServicesAreTheSame() {
  equal(differenceText({ ...pair, host: 'b', otherHost: 'a' }), 'The clock of stock is between 40 ms and 60 ms ahead of that of front.');
  equal(differenceText({ ...pair, otherService: 'stock', host: 'b', otherHost: 'a', leastNanos: null, mostNanos: -MS }),
    'The clock of stock on b is at least 1 ms behind that of stock on a.');
}

export function statesContradictions() {
  const itself = { ...pair, leastNanos: 60 * MS, mostNanos: 40 * MS, contradictory: true };
  equal(differenceText(itself),
    'The calls between stock and front contradict each other on how far their clocks differ, so this pair is not corrected.');
  const others = [pair, { ...pair, service: 'prices', leastNanos: null, mostNanos: -MS }].map((each) => ({ ...each, contradictory: true }));
  equal(clockSentences({ differences: [...others, itself, pair], differenceCount: 4 }), [
    differenceText(itself),
    differenceText(pair),
    'The calls between stock and front, prices and front contradict each other, so these pairs of clocks are not corrected.']);
  const many = Array.from({ length: 6 }, () => others[0]);
  equal(clockSentences({ differences: many, differenceCount: 6 }).length, 1);
  equal(clockSentences({ differences: many, differenceCount: 6 })[0].endsWith(' and 2 more pairs contradict each other, so these pairs of clocks are not corrected.'), true);
}

export function countsWhatItDoesNotList() {
  equal(clockSentences({ differences: [pair, pair, pair], differenceCount: 30, contradictory: false }).at(-1), '28 more pairs of clocks differ.');
  equal(clockSentences({ differences: [pair, pair, pair], differenceCount: 3, contradictory: false }).at(-1), '1 more pair of clocks differs.');
  equal(clockSentences({ differences: [], differenceCount: 0, contradictory: false }), []);
}

export function describesTheClockOfASpan() {
  const clock = { leastNanos: 40 * MS, mostNanos: 60 * MS, shiftNanos: -40 * MS };
  equal(clockText(null, true), null);
  equal(clockText(clock, false), 'between 40 ms and 60 ms ahead of the clock of the root');
  equal(clockText(clock, true), 'between 40 ms and 60 ms ahead of the clock of the root; shown 40 ms earlier than sent');
  equal(clockText({ leastNanos: -60 * MS, mostNanos: -40 * MS, shiftNanos: 40 * MS }, true),
    'between 40 ms and 60 ms behind the clock of the root; shown 40 ms later than sent');
  equal(clockText({ leastNanos: null, mostNanos: null, shiftNanos: 0 }, true), 'difference to the clock of the root not known');
}

export function correctsOnlyIfAsked() {
  equal([isCorrected('corrected'), isCorrected('sent'), isCorrected(null), isCorrected('x')], [true, false, false, false]);
}
