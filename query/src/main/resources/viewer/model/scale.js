// SPDX-License-Identifier: Apache-2.0
// Positions of the marks on an axis. Pure functions.

import { aheadMillis } from './zone.js';

/** Round steps (1, 2 or 5 times a power of ten) that cut a range into about `wanted` parts. */
export function linearTicks(from, to, wanted) {
  const rough = (to - from) / Math.max(1, wanted);
  if (!(rough > 0)) {
    return [from];
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to * (1 + 1e-12); i++) {
    ticks.push(i * step);
  }
  return ticks;
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800]
  .map((seconds) => seconds * 1000);

/** Round moments of the reader's zone between two moments in milliseconds. */
export function timeTicks(from, to, wanted) {
  const rough = (to - from) / Math.max(1, wanted);
  const step = TIME_STEPS.find((s) => s >= rough) ?? Math.ceil(rough / 86400000) * 86400000;
  const shift = -aheadMillis(from);
  const ticks = [];
  for (let t = Math.ceil((from - shift) / step) * step + shift; t <= to; t += step) {
    ticks.push(t);
  }
  return ticks;
}

/** Powers of ten (and their 3-folds where there is room) between two positive numbers. */
export function logTicks(from, to, wanted) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power++) {
    for (const m of [1, 3]) {
      const tick = m * 10 ** power;
      if (tick >= from && tick <= to) {
        ticks.push(tick);
      }
    }
  }
  if (ticks.length <= wanted) {
    return ticks;
  }
  const powers = ticks.filter((tick) => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9);
  const every = Math.ceil(powers.length / wanted);
  return powers.filter((tick, i) => i % every === 0);
}
