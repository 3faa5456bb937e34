// SPDX-License-Identifier: Apache-2.0
import { lanesOf } from '/viewer/model/lanes.js';
import { linearTicks, logTicks, timeTicks } from '/viewer/model/scale.js';
import { scatter } from '/viewer/model/scatter.js';
import { serviceColors } from '/viewer/model/service-color.js';
import { equal } from './check.js';

const SIZE = { width: 1000, height: 150, left: 80, right: 20, top: 10, bottom: 30 };

export function cutsARangeIntoRoundSteps() {
  equal(linearTicks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
  equal(linearTicks(7, 31, 4), [10, 20, 30]);
  equal(linearTicks(5, 5, 4), [5]);
}

export function marksPowersOfTen() {
  equal(logTicks(5, 2000, 9), [10, 30, 100, 300, 1000]);
  equal(logTicks(5, 2000, 3), [10, 100, 1000]);
}

export function marksRoundTimes() {
  const minute = 60000;
  equal(timeTicks(10 * minute + 1, 12 * minute, 4), [10.5 * minute, 11 * minute, 11.5 * minute, 12 * minute]);
}

export function keepsEveryDotInsideThePlot() {
  const traces = [1, 1e3, 1e6, 1e12].map((durationNanos, i) => ({
    durationNanos, startUnixNanos: String(1769860800000000000n + BigInt(i) * 1000000000n), spanCount: 10 ** i, errorCount: 0,
  }));
  const { dots } = scatter(traces, { from: 1769857200000, to: 1769860810000 }, SIZE);
  dots.forEach(({ x, y, radius }) => {
    equal([x > SIZE.left, x < SIZE.width - SIZE.right, y > SIZE.top, y < SIZE.height - SIZE.bottom, radius <= 9],
      [true, true, true, true, true]);
  });
  equal([dots[0].x < dots[3].x, dots[3].y < dots[2].y], [true, true]);
}

export function drawsOneTraceAlone() {
  const { dots } = scatter([{ durationNanos: 5e6, startUnixNanos: '1769860800000000000', spanCount: 1, errorCount: 0 }],
    { from: 1769857200000, to: 1769860810000 }, SIZE);
  equal([Number.isFinite(dots[0].x), Number.isFinite(dots[0].y)], [true, true]);
}

export function drawsOneBarWhereManySpansShareThePixels() {
  const ok = { status: { code: 'UNSET' } };
  const spans = Array.from({ length: 5000 }, (unused, i) => ({ ...ok, depth: i === 0 ? 0 : 1, startNanos: i, durationNanos: 1 }));
  const trace = { spans, depth: 2, durationNanos: 5000 };
  const { bars, count } = lanesOf(trace, 100, 50);
  equal(count, 2);
  equal(bars.length <= 101 + 1, true);
  spans[2] = { ...spans[2], status: { code: 'ERROR' } };
  equal(lanesOf(trace, 100, 50).bars.some(({ span }) => span === spans[2]), true);
}

export function drawsADeepChainInAFewBars() {
  const status = { code: 'UNSET' };
  const spans = Array.from({ length: 5000 }, (unused, depth) => ({ status, depth, startNanos: depth, durationNanos: 10000 - 2 * depth }));
  const { bars, count } = lanesOf({ spans, depth: 5000, durationNanos: 10000 }, 100, 50);
  equal([count, bars.length], [50, 50]);
  equal(bars.map(({ lane }) => lane), Array.from({ length: 50 }, (unused, lane) => lane));
}

export function givesAServiceTheSameColorInEveryTraceWhereItDoesNotClash() {
  const alone = serviceColors(['front']).get('front');
  equal(serviceColors(['front', 'inventory']).get('front'), alone);
}

export function givesTheServicesOfATraceDifferentColors() {
  for (let round = 0; round < 200; round++) {
    const services = Array.from({ length: 20 }, (unused, i) => `service-${round * 31 + i}`);
    equal(new Set(serviceColors(services).values()).size, 20);
  }
  equal(serviceColors(Array.from({ length: 100 }, (unused, i) => `s${i}`)).size, 100);
}

export function keepsEveryServiceColorVisibleInBothThemes() {
  const pages = { light: '#ffffff', dark: '#131519' };
  const colors = new Set(Array.from({ length: 400 }, (unused, i) => serviceColors([`service-${i}`]).get(`service-${i}`)));
  equal(colors.size >= 20, true);
  const swatch = document.body.appendChild(document.createElement('i'));
  for (const [scheme, page] of Object.entries(pages)) {
    swatch.style.colorScheme = scheme;
    const faint = [...colors].filter((color) => {
      swatch.style.color = color;
      return contrast(getComputedStyle(swatch).color, page) < 3;
    });
    equal(faint, []);
  }
}

/** WCAG 2.2, "contrast ratio"; shapes need 3. */
function contrast(a, b) {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const [darker, lighter] = [a, b].map((color) => {
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data]
      .slice(0, 3)
      .map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  }).sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}
