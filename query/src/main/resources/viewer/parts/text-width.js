// SPDX-License-Identifier: Apache-2.0
// The width of a text before it is drawn: SVG cuts no text.

const MOST_REMEMBERED = 20000;
const known = new Map();
let pen = null;

/** @param font as in CSS, with a size of 100 pixels; the width is that of one pixel of size */
export function textWidth(text, font) {
  const key = `${font}\n${text}`;
  let width = known.get(key);
  if (width === undefined) {
    pen ??= new OffscreenCanvas(1, 1).getContext('2d');
    pen.font = font;
    width = pen.measureText(text).width / 100;
    if (known.size >= MOST_REMEMBERED) {
      known.clear();
    }
    known.set(key, width);
  }
  return width;
}
