// SPDX-License-Identifier: Apache-2.0
// Drawing of the critical path in the bar of one span. Pure functions.

/** The number of shades that an eye can distinguish on a bar; the last one is solid. */
export const SHADES = 5;

/**
 * The critical path of a span as one drawing for each shade, regardless of the number of pieces: the bar is cut into
 * columns, and each column is shaded by the share of its time that is on the path.
 *
 * @param pieces sorted [from, to], which do not overlap
 * @param from start of the visible part of the bar, and `to` its end
 * @param columns width of the bar in pixels
 * @return for each shade used its number (1 to SHADES) and an SVG path of strips one unit high, one unit a column
 */
export function pathShades(pieces, from, to, columns) {
  const levels = shadesOf(pieces, from, to, columns);
  const drawings = Array.from({ length: SHADES + 1 }, () => '');
  for (let start = 0, end; start < columns; start = end) {
    end = start + 1;
    while (end < columns && levels[end] === levels[start]) {
      end++;
    }
    drawings[levels[start]] += `M${start} 0h${end - start}v1h${start - end}z`;
  }
  return drawings.flatMap((drawing, shade) => (shade > 0 && drawing ? [{ shade, drawing }] : []));
}

function shadesOf(pieces, from, to, columns) {
  if (!(to > from)) {
    return new Uint8Array(columns).fill(pieces.length > 0 ? SHADES : 0);
  }
  const covered = new Float64Array(columns);
  const perColumn = (to - from) / columns;
  for (let i = firstAfter(pieces, from); i < pieces.length && pieces[i][0] < to; i++) {
    const left = (Math.max(pieces[i][0], from) - from) / perColumn;
    const right = Math.min(columns, (Math.min(pieces[i][1], to) - from) / perColumn);
    for (let column = Math.floor(left); column < right; column++) {
      covered[column] += Math.min(right, column + 1) - Math.max(left, column);
    }
  }
  // A column with any time on the path is never shown as off the path, and 99 % is not shown as 100 %.
  return Uint8Array.from(covered, (share) => Math.min(SHADES, Math.ceil(share * (SHADES - 1) - 1e-6) + (share > 0.999)));
}

/** Index of the first piece that ends after a moment. */
function firstAfter(pieces, moment) {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle][1] > moment) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
