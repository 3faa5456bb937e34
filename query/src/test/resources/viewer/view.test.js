// SPDX-License-Identifier: Apache-2.0
import { changed, extent, firstInView, isWhole, sideOf, viewAround, viewOf } from '/viewer/model/view.js';
import { equal } from './check.js';

const span = (startNanos, end) => ({ startNanos, durationNanos: end - startNanos });

export function placesASpanInTheVisibleTime() {
  const view = { from: 100, to: 200 };
  equal(extent(125, 150, view), { left: 0.25, width: 0.25 });
  equal(extent(0, 150, view), { left: 0, width: 0.5 });
  equal(extent(150, 900, view), { left: 0.5, width: 0.5 });
  equal(extent(0, 99, view), null);
  equal(extent(201, 300, view), null);
  equal(extent(150, 150, view), { left: 0.5, width: 0 });
}

export function showsAllOfTheTimeForAnAddressThatMakesNoSense() {
  const trace = { durationNanos: 100 };
  equal(viewOf(trace, '20', '40'), { from: 20, to: 40 });
  [[null, null], ['40', '20'], ['x', '20'], ['500', '600']].forEach(([from, to]) =>
    equal(viewOf(trace, from, to), { from: 0, to: 100 }));
  equal(viewOf({ durationNanos: 0 }, null, null), { from: 0, to: 1 });
  equal([isWhole(trace, { from: 0, to: 100 }), isWhole(trace, { from: 0, to: 99 })], [true, false]);
}

export function leavesAirAroundASpan() {
  equal(viewAround({ durationNanos: 1000 }, span(100, 200)), { from: 95, to: 205 });
  equal(viewAround({ durationNanos: 1000 }, span(0, 1000)), { from: 0, to: 1000 });
}

export function movesAndStretchesWithinTheTrace() {
  const trace = { durationNanos: 1000 };
  const view = { from: 400, to: 600 };
  equal(changed(trace, view, 0.25, 1), { from: 450, to: 650 });
  equal(changed(trace, view, -0.25, 1), { from: 350, to: 550 });
  equal(changed(trace, { from: 10, to: 210 }, -0.25, 1), { from: 0, to: 200 });
  equal(changed(trace, { from: 790, to: 990 }, 0.25, 1), { from: 800, to: 1000 });
  equal(changed(trace, view, 0, 0.5), { from: 450, to: 550 });
  equal(changed(trace, view, 0, 2), { from: 300, to: 700 });
  equal(changed(trace, view, 0, 20), { from: 0, to: 1000 });
  equal(changed({ durationNanos: 0 }, { from: 0, to: 1 }, 0, 0.5), { from: 0, to: 1 });
}

export function findsOnWhichSideASpanIs() {
  equal([[0, 9], [0, 10], [12, 15], [20, 30], [21, 30]].map(([from, to]) => sideOf(span(from, to), { from: 10, to: 20 })),
    [-1, 0, 0, 0, 1]);
}

export function leadsToTheFirstSpanThatBeginsInView() {
  const spans = [span(0, 100), span(0, 30), span(40, 60), span(45, 50), span(70, 80)];
  equal(firstInView(spans, [0, 1, 2, 3, 4], { from: 35, to: 65 }), 2);
  equal(firstInView(spans, [0, 4], { from: 35, to: 65 }), 0);
  equal(firstInView(spans, [0, 1, 2, 3, 4], { from: 42, to: 44 }), 2);
  equal(firstInView(spans, [1], { from: 42, to: 44 }), -1);
}
