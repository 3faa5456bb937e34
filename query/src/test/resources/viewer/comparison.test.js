// SPDX-License-Identifier: Apache-2.0
import { alikePath, choicePath, choices, commonTime, difference, shownLines, usualComparison, usualPath, verdict } from '/viewer/model/comparison.js';
import { equal } from './check.js';

const line = (depth, change, a = null, b = null) => ({ depth, change, a, b });
const side = (startNanos, durationNanos) => ({ startNanos, durationNanos });

export function showsDifferencesWithTheLinesAboveThem() {
  const lines = [
    line(0, 'same'), line(1, 'same'), line(2, 'added'), line(2, 'same'), line(2, 'slower'), line(1, 'same'), line(2, 'same'),
    line(0, 'same'), line(1, 'removed'),
  ];
  equal(shownLines(lines, true), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  equal(shownLines(lines, false), [0, 1, 2, 4, 7, 8]);
  equal(shownLines([line(0, 'same'), line(1, 'same')], false), []);
}

export function drawsBothTracesInOneTime() {
  const lines = [line(0, 'same', side(0, 100), side(0, 50)), line(1, 'added', null, side(-5, 200)), line(1, 'removed', side(10, 5), null)];
  equal(commonTime({ a: { durationNanos: 100 }, b: { durationNanos: 50 }, lines }), { from: -5, to: 195 });
  equal(commonTime({ a: { durationNanos: 0 }, b: { durationNanos: 0 }, lines: [] }), { from: 0, to: 1 });
}

export function writesDifferences() {
  equal(difference(line(0, 'slower', side(0, 1e6), side(0, 3e6))), '+2 ms');
  equal(difference(line(0, 'faster', side(0, 3e6), side(0, 1e6))), '−2 ms');
  equal(difference(line(0, 'same', side(0, 3e6), side(0, 3e6))), '');
  equal(difference(line(0, 'added', null, side(0, 3e6))), '');
}

export function comparesTheWhole() {
  const trace = (durationNanos) => ({ durationNanos });
  equal(verdict(trace(10e6), trace(40e6)), 'B takes 40 ms instead of 10 ms, 4 times as long.');
  equal(verdict(trace(100e6), trace(130e6)), 'B takes 130 ms instead of 100 ms, 30 % more.');
  equal(verdict(trace(100e6), trace(18e6)), 'B takes 18 ms instead of 100 ms, 82 % less.');
  equal(verdict(trace(100e6), trace(101e6)), 'B takes 101 ms instead of 100 ms, about the same.');
  equal(verdict({ ...trace(10e6), traceId: null }, trace(40e6)), 'This trace takes 40 ms instead of 10 ms, 4 times as long.');
  equal(verdict(trace(0), trace(5e6)), 'B takes 5 ms instead of 0.');
}

export function looksForTracesOfTheSameOperation() {
  const trace = { traceId: 'ab', rootService: 'shop', rootOperation: 'GET /a b', startUnixNanos: '1790000000000000000' };
  equal(choicePath(trace), '/compare/ab?service=shop&operation=GET+%2Fa+b&at=1790000000000000000');
  equal(alikePath(choicePath(trace).split('?')[1]),
    '/api/v1/traces?service=shop&operation=GET+%2Fa+b&start=1789998200000000000&end=1790001800000000000&limit=100');
  equal(alikePath(''), null);
  equal(alikePath('?service=a&operation=b&at=soon'), null);
  equal(choices([{ traceId: 'a', durationNanos: 5 }, { traceId: 'b', durationNanos: 3 }, { traceId: 'c', durationNanos: 4 }], 'c'),
    [{ traceId: 'b', durationNanos: 3 }, { traceId: 'a', durationNanos: 5 }]);
}

export function placesTheMediansOnSideA() {
  const trace = { traceId: 'ab', rootService: 's', rootOperation: 'o', durationNanos: 9, spanCount: 2, errorCount: 1 };
  const lines = [
    { depth: 0, change: 'slower', service: 's', name: 'o', kind: 'server', span: side(0, 9), usual: side(0, 3) },
    { depth: 1, change: 'added', service: 's', name: 'p', kind: 'server', span: side(1, 2), usual: null },
  ];
  const comparison = usualComparison({ trace, samples: 4, usualDurationNanos: 3, lines });
  equal(comparison.a, { traceId: null, samples: 4, rootService: 's', rootOperation: 'o', durationNanos: 3, spanCount: 1, errorCount: 0 });
  equal(comparison.b, trace);
  equal(comparison.counts, { slower: 1, faster: 0, added: 1, removed: 0, same: 0 });
  equal(comparison.lines.map(({ a, b }) => [a?.durationNanos ?? null, a?.failed ?? null, b.durationNanos]), [[3, false, 9], [null, null, 2]]);
  equal(difference(comparison.lines[0]), '+6 ns');
  equal(usualPath(trace), '/compare/usual/ab');
}
