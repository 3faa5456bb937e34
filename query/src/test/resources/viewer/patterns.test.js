// SPDX-License-Identifier: Apache-2.0
import { axisOf, barsOf, changeTexts, comparisons, partsOf, patternsPath, placeOn, requestOf, shareOf, ticksOf, tracesOf, tracesPath, weightText } from '/viewer/model/patterns.js';
import { equal } from './check.js';

const MS = 1_000_000;
const bucket = (from, to, traces) => ({ fromNanos: from * MS, toNanos: to * MS, traces });
const PATTERNS = [
  { traces: 6, histogram: [bucket(10, 20, 2), bucket(20, 40, 4)] },
  { traces: 1.5, histogram: [bucket(100, 1000, 1.5)] },
];

export function asksForTheHourAroundATrace() {
  const path = patternsPath({ rootService: 'shop', rootOperation: 'GET /a&b' }, Date.UTC(2026, 0, 31, 12, 0, 0, 250) + 0.4);
  equal(path, '/patterns?service=shop&operation=GET+/a%26b&start=2026-01-31T11:30:00.250Z&end=2026-01-31T12:30:00.250Z');
  equal(requestOf(path.slice('/patterns'.length)), '/api/v1/patterns?service=shop&operation=GET+%2Fa%26b&start=2026-01-31T11%3A30%3A00.250Z&end=2026-01-31T12%3A30%3A00.250Z');
}

export function asksForTheLastHourWithoutATime() {
  equal(requestOf('?service=shop&operation=x&other=1'), '/api/v1/patterns?service=shop&operation=x&lookback=1h');
  equal(requestOf('?service=shop&lookback=2d'), '/api/v1/patterns?service=shop&lookback=2d');
}

export function leadsToTheTraces() {
  equal(tracesPath('?service=shop&operation=GET+%22a%22&lookback=2d'),
    '/search?q=%7B+resource.service.name+%3D+%22shop%22+%26%26+span:name+%3D+%22GET+%5C%22a%5C%22%22+%7D&lookback=2d');
}

export function hasOneAxisForAllPatterns() {
  const axis = axisOf(PATTERNS);
  equal(axis, { from: 10 * MS, to: 1000 * MS });
  equal([10, 100, 1000, 1, 5000].map((ms) => placeOn(axis, ms * MS)), [0, 0.5, 1, 0, 1]);
  equal(ticksOf(axis, 3).map(({ at, left }) => [at / MS, left]), [[10, 0], [100, 0.5], [1000, 1]]);
  equal(axisOf([{ histogram: [bucket(0, 0, 1)] }]), { from: 1, to: 1.01 });
}

export function drawsBarsRelativeToTheHighestOfAPattern() {
  const bars = barsOf(PATTERNS[0].histogram, axisOf(PATTERNS));
  equal(bars.map(({ left, width, height }) => [left.toFixed(3), width.toFixed(3), height]), [['0.000', '0.151', 0.5], ['0.151', '0.151', 1]]);
}

export function addsUpSmallPartsOfThePath() {
  const part = (share) => ({ service: 's', operation: 'o', share });
  equal(partsOf([part(0.6), part(0.4)]).map(({ share }) => share), [0.6, 0.4]);
  equal(partsOf([0.25, 0.25, 0.125, 0.125, 0.125, 0.0625, 0.03125, 0.03125].map(part)).at(-1), { service: null, operation: null, share: 0.0625 });
}

export function writesNumbers() {
  equal(tracesOf(PATTERNS), 7.5);
  equal([3, 1.5, 99.96, 1234.4, 1_000_000].map(weightText), ['3', '1.5', '100.0', '1,234', '1,000,000']);
}

const quantiles = (ms) => [{ durationNanos: ms * MS }];
const BOTH = { traces: 5, errorShare: 0, change: { kind: 'both', shareBefore: 0.25, shareAfter: 0.5, before: { errorShare: 0, quantiles: quantiles(12) } } };

export function asksForAComparison() {
  equal(requestOf('?service=a&operation=b&compare=previous'), '/api/v1/patterns?service=a&operation=b&compare=previous&lookback=1h');
  equal([comparisons('').length, comparisons('1d').length, comparisons('3h').at(-1)], [4, 4, ['3h', 'Against 3h earlier']]);
}

export function writesTheChangeOfAPattern() {
  const none = { sign: '', words: '', share: '', errors: '', quantiles: [] };
  equal(changeTexts({ change: null, errorShare: 1 }), none);
  equal(changeTexts(BOTH), { ...none, share: 'was 25 %', quantiles: ['was 12 ms'] });
  equal(changeTexts({ ...BOTH, errorShare: 0.1 }).errors, 'was 0 %');
  equal(changeTexts({ change: { kind: 'new', before: null }, errorShare: 1 }), { ...none, sign: '+', words: 'new' });
  equal(changeTexts({ change: { kind: 'gone', before: {} }, errorShare: 1 }), { ...none, sign: '−', words: 'gone' });
  equal([shareOf(BOTH, 8), shareOf({ traces: 2, change: null }, 8), shareOf({ change: { kind: 'gone', shareBefore: 0.75, shareAfter: 0 } }, 8)], [0.5, 0.25, 0.75]);
}
