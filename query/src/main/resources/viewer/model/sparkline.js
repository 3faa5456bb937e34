// SPDX-License-Identifier: Apache-2.0
// A small line without axes. Pure functions.

/**
 * The drawing of a line from 0 to the greatest value; a value of null is a gap.
 *
 * @return the `path` of an SVG, which has a short stroke for a value between gaps; '' without values
 */
export function sparkline(values, width, height) {
  const top = Math.max(...values.filter((value) => value !== null), 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const at = (value, i) => `${round(i * step)} ${round(height - (value / top) * height)}`;
  let path = '';
  values.forEach((value, i) => {
    if (value === null) {
      return;
    }
    const begins = i === 0 || values[i - 1] === null;
    const alone = begins && (values[i + 1] ?? null) === null;
    path += `${begins ? 'M' : 'L'}${at(value, i)}${alone ? 'h1' : ''}`;
  });
  return path;
}

const round = (number) => Number(number.toFixed(1));

/** "from 3/s to 8/s" for a reader who does not see the line; '' without values. */
export function extentText(values, text) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? '' : `from ${text(Math.min(...known))} to ${text(Math.max(...known))}`;
}
