// SPDX-License-Identifier: Apache-2.0
import { rulerMarks } from '/viewer/model/ruler.js';
import { equal } from './check.js';

const US = 1e3;
const MS = 1e6;
const S = 1e9;
const HOUR = 3600 * S;
const DAY = 24 * HOUR;
const texts = (from, to, most = 6) => rulerMarks(from, to, most).map(({ text }) => text);

export function marksRoundTimesInOneUnit() {
  equal(texts(0, 100 * MS), ['0', '20 ms', '40 ms', '60 ms', '80 ms', '100 ms']);
  equal(texts(0, 2 * MS), ['0', '0.5 ms', '1.0 ms', '1.5 ms', '2.0 ms']);
  equal(texts(0, 20), ['0', '5 ns', '10 ns', '15 ns', '20 ns']);
}

export function writesAsManyDigitsAsTheStepNeeds() {
  equal(texts(3.05 * S, 3.05 * S + 200 * US), ['3.05000 s', '3.05005 s', '3.05010 s', '3.05015 s', '3.05020 s']);
  equal(texts(3 * S, 3 * S + 4), ['3.000000000 s', '3.000000001 s', '3.000000002 s', '3.000000003 s', '3.000000004 s']);
  equal(texts(61 * S, 61 * S + 30 * MS, 4), ['1 min 1.00 s', '1 min 1.01 s', '1 min 1.02 s', '1 min 1.03 s']);
}

export function countsAsPeopleDoBeyondASecond() {
  equal(texts(0, 60 * S), ['0', '15 s', '30 s', '45 s', '1 min']);
  equal(texts(0, 3 * HOUR), ['0', '1 h', '2 h', '3 h']);
  equal(texts(0, 3 * DAY), ['0', '1 d', '2 d', '3 d']);
  equal(texts(DAY, DAY + 12 * HOUR), ['1 d', '1 d 3 h', '1 d 6 h', '1 d 9 h', '1 d 12 h']);
  equal(texts(0, 40 * DAY), ['0', '10 d', '20 d', '30 d', '40 d']);
}

export function marksATraceWithoutALength() {
  equal(texts(0, 1), ['0', '1 ns']);
}

export function neverWritesTwoMarksAlike() {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32;
  };
  for (let round = 0; round < 20000; round++) {
    const length = Math.max(1, Math.floor(10 ** (random() * 15)));
    const from = random() < 0.3 ? 0 : Math.floor(10 ** (random() * 15));
    const most = 2 + Math.floor(random() * 8);
    const marks = rulerMarks(from, from + length, most);
    const described = `${from} + ${length}, ${most}: ${JSON.stringify(marks)}`;
    const sorted = marks.every(({ at }, i) => at >= from && at <= from + length && (i === 0 || at > marks[i - 1].at));
    const distinct = new Set(marks.map(({ text }) => text)).size === marks.length;
    if (!sorted || !distinct || marks.length > most || (marks.length === 0 && most > 2 && length > 1)) {
      throw new Error(described);
    }
  }
}
