// SPDX-License-Identifier: Apache-2.0
import { SHADES, pathShades } from '/viewer/model/critical-path.js';
import { equal } from './check.js';

export function drawsAPieceOverTheColumnsItTakes() {
  equal(pathShades([[0, 100]], 0, 100, 10), [{ shade: SHADES, drawing: 'M0 0h10v1h-10z' }]);
  equal(pathShades([[20, 50], [70, 100]], 0, 100, 10), [{ shade: SHADES, drawing: 'M2 0h3v1h-3zM7 0h3v1h-3z' }]);
  equal(pathShades([], 0, 100, 10), []);
}

export function shadesAColumnByItsShareOfThePath() {
  const quarters = Array.from({ length: 100 }, (unused, i) => [i * 4, i * 4 + 1]);
  equal(pathShades(quarters, 0, 400, 10), [{ shade: 1, drawing: 'M0 0h10v1h-10z' }]);
  const mostly = Array.from({ length: 100 }, (unused, i) => [i * 4, i * 4 + 3]);
  equal(pathShades(mostly, 0, 400, 10), [{ shade: 3, drawing: 'M0 0h10v1h-10z' }]);
  equal(pathShades([[0, 95]], 0, 100, 1).map(({ shade }) => shade), [SHADES - 1]);
  equal(pathShades([[0, 0.01]], 0, 100, 1).map(({ shade }) => shade), [1]);
}

export function drawsOnlyWhatIsInView() {
  const pieces = Array.from({ length: 1000 }, (unused, i) => [i * 10, i * 10 + 10]);
  equal(pathShades(pieces, 5000, 5010, 4), [{ shade: SHADES, drawing: 'M0 0h4v1h-4z' }]);
  equal(pathShades([[0, 10], [90, 100]], 40, 60, 4), []);
}

export function drawsASpanWithoutALength() {
  equal(pathShades([[5, 5]], 5, 5, 1), [{ shade: SHADES, drawing: 'M0 0h1v1h-1z' }]);
  equal(pathShades([], 5, 5, 1), []);
}

export function hasNoMoreDrawingsForMorePieces() {
  const pieces = Array.from({ length: 50000 }, (unused, i) => [i * 4, i * 4 + 1 + (i % 3)]);
  equal(pathShades(pieces, 0, 200000, 700).length <= SHADES, true);
}
