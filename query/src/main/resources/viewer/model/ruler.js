// SPDX-License-Identifier: Apache-2.0
// The marks above the bars of a trace: round times, each with a different text. Pure functions.

const SECOND = 1e9;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONG = [[DAY, 'd'], [HOUR, 'h'], [MINUTE, 'min']];
const SHORT = [[SECOND, 's', 9], [1e6, 'ms', 6], [1e3, 'µs', 3], [1, 'ns', 0]];
/** Steps above a second. */
const LONG_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];

/**
 * @param from whole nanoseconds since the start of the trace
 * @param to after it
 * @param greatest number of marks, at least 2; with 3 or more there is always a mark
 * @return sorted marks, each with its moment and its text
 */
export function rulerMarks(from, to, most) {
  for (let step = stepFor((to - from) / (most + 1)); ; step = stepFor(step * 1.01)) {
    const first = Math.ceil(from / step);
    const last = Math.floor(to / step);
    if (last - first < most) {
      const moments = Array.from({ length: last - first + 1 }, (unused, i) => (first + i) * step);
      return moments.map((at) => ({ at, text: timeAt(at, step, last * step) }));
    }
  }
}

/** The smallest round step that is at least as long; never below a nanosecond. */
function stepFor(rough) {
  if (rough > SECOND / 2) {
    return LONG_STEPS.find((step) => step >= rough) ?? decimal(rough / DAY) * DAY;
  }
  return Math.max(1, decimal(rough));
}

/** 1, 2 or 5 times a power of ten. */
function decimal(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((m) => m * power).find((step) => step >= rough * (1 - 1e-9));
}

/**
 * A moment with as many digits as the step needs: 3.05015 s where marks are 50 µs apart, 1 d 6 h where they are hours.
 * Below a minute all marks have the unit of the last one.
 */
function timeAt(at, step, last) {
  if (at === 0) {
    return '0';
  }
  const parts = [];
  let rest = at;
  for (const [size, unit] of LONG) {
    const amount = Math.floor(rest / size);
    if (amount > 0) {
      parts.push(`${amount} ${unit}`);
      rest -= amount * size;
    }
  }
  if (rest > 0 || step < SECOND) {
    const [size, unit, digits] = parts.length > 0 ? SHORT[0] : SHORT.find(([s]) => s <= last);
    const places = Math.max(0, digits - Math.floor(Math.log10(step) + 1e-9));
    const fraction = String(rest % size).padStart(digits, '0').slice(0, places);
    parts.push(`${Math.floor(rest / size)}${fraction && `.${fraction}`} ${unit}`);
  }
  return parts.join(' ');
}
