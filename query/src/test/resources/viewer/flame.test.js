// SPDX-License-Identifier: Apache-2.0
import { chosenFrame, flameOf, pathTo, placesOf, stepFrom } from '/viewer/model/flame.js';
import { equal } from './check.js';

const span = (depth, name, selfNanos, more = {}) =>
  ({ depth, service: 'shop', name, selfNanos, missing: false, status: { code: 'UNSET' }, ...more });

/** order: two calls of stock with a query each, and one of mail. */
const SPANS = [
  span(0, 'order', 10),
  span(1, 'stock', 5), span(2, 'query', 20),
  span(1, 'mail', 25, { status: { code: 'ERROR' } }),
  span(1, 'stock', 15), span(2, 'query', 25),
];

export function joinsSpansWithTheSamePath() {
  const frames = flameOf(SPANS);
  equal(frames.map(({ name, spans, errors, selfNanos, weight, parent, depth }) => [name, spans, errors, selfNanos, weight, parent, depth]), [
    ['', 0, 0, 0, 100, -1, 0],
    ['order', 1, 0, 10, 100, 0, 1],
    ['stock', 2, 0, 20, 65, 1, 2],
    ['query', 2, 0, 45, 45, 2, 3],
    ['mail', 1, 1, 25, 25, 1, 2],
  ]);
  equal(pathTo(frames, 3), [0, 1, 2, 3]);
}

export function keepsServicesAndPlaceholdersApart() {
  const frames = flameOf([span(0, 'GET', 1), span(0, 'GET', 1, { service: 'other' }), span(0, 'GET', 1, { missing: true }), span(0, 'GET', 1)]);
  equal(frames.map(({ spans }) => spans), [0, 2, 1, 1]);
}

export function sharesTheWidthByWeight() {
  const { places, narrow } = placesOf(flameOf(SPANS), 0, 0.01);
  equal(places.map(({ index, left, width }) => [index, left, width]), [[0, 0, 1], [1, 0, 1], [2, 0, 0.65], [4, 0.65, 0.25], [3, 0, 0.45]]);
  equal(narrow, 0);
}

export function givesTheChosenFrameTheWholeWidth() {
  const { places } = placesOf(flameOf(SPANS), 2, 0.01);
  equal(places.map(({ index, width }) => [index, Math.round(width * 1000)]), [[0, 1000], [1, 1000], [2, 1000], [3, 692]]);
}

export function leavesOutNarrowFrames() {
  const { places, narrow } = placesOf(flameOf(SPANS), 0, 0.3);
  equal([places.map(({ index }) => index), narrow], [[0, 1, 2, 3], 1]);
}

export function weighsSpansWithoutTimeByTheirNumber() {
  equal(flameOf(SPANS.map((one) => ({ ...one, selfNanos: 0 }))).map(({ weight }) => weight), [6, 6, 4, 2, 1]);
  equal(placesOf(flameOf([]), 0, 0.01), { places: [{ index: 0, left: 0, width: 1 }], narrow: 0 });
}

export function standsDeepTraces() {
  const frames = flameOf(Array.from({ length: 100_000 }, (unused, depth) => span(depth, 'again', 1)));
  equal([frames.length, frames[0].weight, placesOf(frames, 0, 0.5).places.length], [100_001, 100_000, 50_002]);
  equal(pathTo(frames, 100_000).length, 100_001);
}

export function stepsAlongFrames() {
  const frames = flameOf(SPANS);
  const steps = [[0, 'ArrowUp'], [1, 'ArrowUp'], [1, 'ArrowDown'], [3, 'ArrowDown'], [2, 'ArrowRight'], [4, 'ArrowRight'], [4, 'ArrowLeft'], [0, 'ArrowLeft']];
  equal(steps.map(([from, key]) => stepFrom(frames, from, key)), [0, 0, 2, 3, 4, 4, 2, 0]);
}

export function readsTheFrameInTheAddress() {
  equal([null, '', '0', '2', '4', '5', '-1', '1.5', 'x'].map((text) => chosenFrame(flameOf(SPANS), text)), [0, 0, 0, 2, 4, 0, 0, 0, 0]);
}
