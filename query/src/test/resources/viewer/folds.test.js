// SPDX-License-Identifier: Apache-2.0
import { LEAST_FOLDED, MOST_STEPS, foldAround, foldsOf, holdsOne, namesOf, opened, piecesOf, repeatsOf, servicesOf } from '/viewer/model/folds.js';
import { keptSpans } from '/viewer/model/kept.js';
import { rowOf, shapeOf, visibleRows } from '/viewer/model/rows.js';
import { equal } from './check.js';
import { random } from './random.js';

let clock = 0;
const span = (depth, name, more = {}) => ({
  depth, name, service: 'shop', kind: 'CLIENT', missing: false, childCount: 0, startNanos: (clock += 10), durationNanos: 4, selfNanos: 3,
  status: { code: 'UNSET' }, ...more,
});
const times = (number, make) => Array.from({ length: number }, (unused, i) => make(i));
const folded = (spans, kept = null) => {
  const shape = shapeOf(spans);
  const folds = foldsOf(spans, shape, kept);
  return { shape, folds, rows: (unfolded = new Set()) => visibleRows(shape, new Set(), folds.byFirst, unfolded, kept) };
};

export function foldsEqualSiblingsThatFollowOneAnother() {
  clock = 0;
  const spans = [span(0, 'GET /'), ...times(6, () => span(1, 'SELECT')), span(1, 'render')];
  const { folds, rows } = folded(spans);
  equal(rows(), [0, 1, 7]);
  equal(rows(new Set([1])), [0, 1, 2, 3, 4, 5, 6, 7]);
  const fold = folds.byFirst.get(1);
  equal(fold, { first: 1, end: 7, count: 6, steps: [1], errors: 0, totalNanos: 24, selfNanos: 18, longestNanos: 4, startNanos: 20, endNanos: 74 });
  equal(piecesOf(spans, folds, fold).length, 6);
  equal(piecesOf(spans.map((one) => ({ ...one, durationNanos: 25 })), folds, fold), [[20, 95]]);
}

export function foldsSpansWithWhatIsBelowThem() {
  const calls = times(5, (i) => [span(1, 'GET /stock'), span(2, 'SELECT', i === 3 ? { status: { code: 'ERROR' } } : {})]).flat();
  const { shape, folds, rows } = folded([span(0, 'GET /'), ...calls, span(0, 'other')]);
  equal(rows(), [0, 1, 11]);
  equal(folds.byFirst.get(1).errors, 1);
  equal(foldAround(folds, shape, 8), 1);
  equal(foldAround(folds, shape, 0), -1);
  equal(rowOf(rows(), 8), 1);
}

export function leavesOthersAlone() {
  const few = times(LEAST_FOLDED - 1, () => span(1, 'SELECT'));
  equal(folded([span(0, 'GET /'), ...few]).folds.byFirst.size, 0);
  const inTurn = times(2 * LEAST_FOLDED - 1, (i) => span(1, i % 2 ? 'SELECT' : 'UPDATE'));
  equal(folded([span(0, 'GET /'), ...inTurn]).folds.byFirst.size, 0);
  const many = times(60, (i) => span(1, `step ${i % (MOST_STEPS + 1)}`));
  equal(folded([span(0, 'GET /'), ...many]).folds.byFirst.size, 0);
  equal(folded(times(20, () => span(0, '', { missing: true }))).folds.byFirst.size, 0);
}

export function foldsSiblingsInTurn() {
  clock = 0;
  const items = times(6, () => [span(1, 'SELECT'), span(2, 'lock'), span(1, 'UPDATE', { service: 'stock' })]).flat();
  const spans = [span(0, 'GET /'), span(1, 'BEGIN'), ...items, span(1, 'SELECT'), span(1, 'COMMIT')];
  const { folds, rows } = folded(spans);
  equal(rows(), [0, 1, 2, 20, 21]);
  const fold = folds.byFirst.get(2);
  equal([fold.count, fold.steps, fold.totalNanos, fold.end], [6, [2, 4], 48, 20]);
  equal([namesOf(fold, spans), servicesOf(fold, spans)], ['SELECT, UPDATE', 'shop, stock']);
  equal(rows(new Set([2])).length, spans.length);
  const kinds = times(20, (i) => span(1, 'SELECT', { kind: i % 2 ? 'CLIENT' : 'SERVER' }));
  equal(folded([span(0, 'GET /'), ...kinds]).folds.byFirst.get(1).steps, [1, 2]);
}

/** The first of the shortest sequences that repeat often enough, tried one after another. */
function naiveRepeat(kinds, at) {
  for (let step = 1; step <= MOST_STEPS; step++) {
    let count = 1;
    while (at + (count + 1) * step <= kinds.length && times(step, (i) => i).every((i) => kinds[at + i] !== 0 && kinds[at + i] === kinds[at + count * step + i])) {
      count++;
    }
    if (count >= LEAST_FOLDED) {
      return { step, length: count * step };
    }
  }
  return { step: 0, length: 0 };
}

export function findsTheRepeatsOfRandomSiblingsAsATrialOfAllDoes() {
  const next = random(11);
  for (let round = 0; round < 300; round++) {
    const kinds = [];
    while (kinds.length < 80) {
      const sequence = times(1 + next(MOST_STEPS + 1), () => next(4));
      for (let repeat = next(9); repeat >= 0; repeat--) {
        kinds.push(...sequence);
      }
    }
    const { steps, lengths } = repeatsOf(kinds);
    kinds.forEach((unused, at) => equal([at, { step: steps[at], length: lengths[at] }], [at, naiveRepeat(kinds, at)]));
  }
}

export function foldsThoseThatAreSideBySideOnceOthersAreHidden() {
  const spans = [span(0, 'GET /'), ...times(20, (i) => span(1, i % 2 ? 'SELECT' : 'UPDATE'))];
  const matches = spans.flatMap(({ name }, i) => (name === 'SELECT' ? [i] : []));
  const kept = keptSpans(spans, shapeOf(spans), matches, null);
  const { folds, rows } = folded(spans, kept);
  equal(rows(), [0, 2]);
  equal(folds.byFirst.get(2).count, 10);
  equal(rows(new Set([2])), [0, ...matches]);
}

export function opensTheFoldsAroundASpan() {
  const calls = times(5, () => [span(1, 'GET /stock'), ...times(5, () => span(2, 'SELECT'))]).flat();
  const { shape, folds } = folded([span(0, 'GET /'), ...calls]);
  const none = new Set();
  equal(opened(folds, shape, none, [1]), []);
  equal(opened(folds, shape, none, [7]), [1]);
  equal(opened(folds, shape, none, [8]), [1]);
  equal(opened(folds, shape, none, [9]), [8, 1]);
  equal(opened(folds, shape, none, [9], true), [1]);
  equal(opened(folds, shape, none, [1, 7, 13], true), []);
}

export function findsWhetherAFoldHoldsOneOfSomePositions() {
  equal([[0, 3], [3, 5], [4, 9], [10, 20]].map(([first, end]) => holdsOne([3, 9], first, end)), [false, true, false, false]);
}

/** Each span is in the rows, or hidden by the row before its place; a fold hides equal siblings and their subtrees only. */
export function keepsEachSpanReachableInRandomTrees() {
  const next = random(7);
  for (let round = 0; round < 200; round++) {
    let depth = 0;
    const spans = times(60, (i) => {
      depth = i === 0 ? 0 : Math.min(depth + 1, next(4));
      return span(depth, ['a', 'a', 'a', 'b'][round % 2 ? i % 4 : next(4)]);
    });
    const matches = next(2) ? spans.flatMap((unused, i) => (next(3) ? [i] : [])) : null;
    const shape = shapeOf(spans);
    const kept = keptSpans(spans, shape, matches, null);
    const { folds, rows } = folded(spans, kept);
    const all = spans.flatMap((unused, i) => (!kept || kept[i] ? [i] : []));
    equal(rows(new Set(folds.byFirst.keys())), all);
    for (const position of all) {
      const seen = rows(opened(folds, shape, new Set(), [position]));
      equal(seen[rowOf(seen, position)], position);
    }
    for (const [first, fold] of folds.byFirst) {
      const members = all.filter((i) => folds.firstOf[i] === first);
      equal(members.length, fold.count * fold.steps.length);
      equal(new Set(members.map((i) => shape.parents[i])).size, 1);
      members.forEach((i, at) => equal(spans[i].name, spans[fold.steps[at % fold.steps.length]].name));
    }
  }
}

export function foldsFiftyThousandChildrenOfOneParent() {
  equal(folded([span(0, 'GET /'), ...times(50000, () => span(1, 'SELECT'))]).rows(), [0, 1]);
  equal(folded([span(0, 'GET /'), ...times(50000, (i) => span(1, `step ${i % 5}`))]).rows(), [0, 1]);
}

export function hidesWhatHasNoPartInATimeRange() {
  clock = 0;
  const spans = [span(0, 'GET /', { startNanos: 0, durationNanos: 100 }), span(1, 'a'), span(1, 'b'), span(2, 'c')];
  const shape = shapeOf(spans);
  equal(keptSpans(spans, shape, null, null), null);
  equal(keptSpans(spans, shape, null, { from: 25, to: 35 }), [1, 0, 1, 0].map((flag, i) => (i === 3 ? 0 : flag)));
  equal(keptSpans(spans, shape, [3], null), [1, 0, 1, 1]);
  equal(keptSpans(spans, shape, [], null), [0, 0, 0, 0]);
}
