// SPDX-License-Identifier: Apache-2.0
import { COLORINGS, OPERATION_COLORS, coloring, coloringOf, coloringText } from '/viewer/model/span-color.js';
import { countOf, filterOf, matchesOf, nanosOf, noFilter, problemOf } from '/viewer/model/trace-filter.js';
import { equal } from './check.js';

const span = (service, name, kind, millis, code = 'UNSET') => ({
  service, name, kind, durationNanos: millis * 1e6, selfNanos: millis * 1e5, status: { code, description: '' }, missing: kind === 'UNSPECIFIED',
  spanId: '1', resource: null, attributes: {}, events: [], links: [],
});
const TRACE = {
  resources: [],
  spans: [span('front', 'GET', 'SERVER', 50), span('front', 'SELECT', 'CLIENT', 5, 'ERROR'), span('stock', 'SELECT', 'CLIENT', 20), span('', '', 'UNSPECIFIED', 20)],
};
const matches = (query, selected = null) => matchesOf(TRACE, filterOf(new URLSearchParams(query)), selected);

export function keepsTheSpansThatMeetEveryCondition() {
  equal(matches('service=front'), [0, 1]);
  equal(matches('service=front&kind=client'), [1]);
  equal(matches('error=true'), [1]);
  equal(matches('error=false&kind=client'), [2]);
  equal(matches('minDuration=20ms'), [0, 2, 3]);
  equal(matches('minDuration=5ms&maxDuration=.02s'), [1, 2, 3]);
  equal(matches('q=select&service=stock'), [2]);
  equal(matches('kind=unspecified'), []);
}

export function findsNothingWithoutAConditionOrAnAnswer() {
  equal(matches(''), []);
  equal(matches('service='), []);
  equal(matches('minDuration=long&service=front'), []);
  equal(matches('where={}'), []);
  equal(matches('where={}', [1, 2]), [1, 2]);
  equal(matches('where={}&service=stock', [1, 2]), [2]);
}

export function readsDurations() {
  equal(['5ms', '1.5 s', '2m', '2min', '10us', '10µs', '7ns', '1h'].map(nanosOf), [5e6, 1.5e9, 120e9, 120e9, 1e4, 1e4, 7, 3600e9]);
  equal(['5', 'ms', '-5ms', '1s2ms', '5 parsecs'].map((text) => Number.isNaN(nanosOf(text))), [true, true, true, true, true]);
  equal(problemOf(filterOf(new URLSearchParams('maxDuration=5'))).startsWith('“5” is no duration'), true);
  equal(problemOf(noFilter()), null);
}

export function countsConditions() {
  equal(countOf(filterOf(new URLSearchParams('q=a&kind=client&from=3'))), 2);
  equal(countOf(filterOf(new URLSearchParams('q=a&kind=client')), false), 1);
}

export function colorsByServiceOperationAndSelfTime() {
  const services = new Map([['front', 'blue'], ['stock', 'red']]);
  const colorsBy = (by) => TRACE.spans.map((one) => coloring(TRACE, by, services).of(one));
  equal(colorsBy('service'), ['blue', 'blue', 'red', 'var(--edge)']);
  const operations = colorsBy('operation');
  equal(new Set(operations).size, 4);
  equal(operations[3], 'var(--edge)');
  const self = colorsBy('self');
  equal([self[0] === self[2], self[1] === self[2], self[3]], [true, false, 'var(--edge)']);
  equal(coloring(TRACE, 'self', services).legend.length, 4);
  const many = { spans: Array.from({ length: 9 }, (unused, i) => span('a', `op ${i}`, 'CLIENT', 9 - i)) };
  equal(coloring(many, 'operation', services).legend.map(({ label }) => label), ['op 0', 'op 1', 'op 2', 'op 3', 'op 4', 'Others']);
}

export function holdsTheColoringInTheAddress() {
  equal(COLORINGS.map(({ by }) => coloringOf(coloringText(by))), ['service', 'operation', 'self']);
  equal(coloringOf('taste'), 'service');
}

const linear = (byte) => (byte <= 10.31 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
const parts = (color) => [1, 3, 5].map((at) => linear(parseInt(color.slice(at, at + 2), 16)));
const luminance = (color) => parts(color).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

/** How eyes without one of the three kinds of cones see linear colours (Machado, Oliveira and Fernandes, 2009). */
const EYES = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function oklab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

const seenBy = (eye, color) => oklab(EYES[eye].map((row) => Math.max(0, row.reduce((sum, weight, i) => sum + weight * parts(color)[i], 0))));

export function hasColorsThatStayApartForColorBlindEyes() {
  ['#ffffff', '#131519'].forEach((page, theme) => {
    const colors = OPERATION_COLORS.map((pair) => pair[theme]);
    colors.forEach((color, i) => {
      equal(contrast(color, page) >= 3, true);
      for (const other of colors.slice(0, i)) {
        for (const eye of Object.keys(EYES)) {
          const [a, b] = [seenBy(eye, color), seenBy(eye, other)];
          const apart = Math.hypot(...a.map((value, at) => value - b[at]));
          equal([eye, color, other, apart > 0.08], [eye, color, other, true]);
        }
      }
    });
  });
}
