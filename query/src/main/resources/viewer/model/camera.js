// SPDX-License-Identifier: Apache-2.0
// The part of a drawing that is in sight: a point of the drawing is at `scale * point + (x, y)` in the window. Pure functions.

const LEAST = 0.08;
const MOST = 2.5;
const MARGIN = 20;

const clamp = (least, value, most) => Math.max(least, Math.min(most, value));

/** All of a drawing, in the middle; never larger than drawn. */
export function fitted(drawing, frame) {
  const scale = clamp(LEAST, Math.min((frame.width - 2 * MARGIN) / drawing.width, (frame.height - 2 * MARGIN) / drawing.height), 1);
  return { scale, x: (frame.width - scale * drawing.width) / 2, y: (frame.height - scale * drawing.height) / 2 };
}

/** Closer or farther; the point of the window stays where it is. */
export function zoomed(camera, factor, at) {
  const scale = clamp(LEAST, camera.scale * factor, MOST);
  const by = scale / camera.scale;
  return { scale, x: at.x - by * (at.x - camera.x), y: at.y - by * (at.y - camera.y) };
}

export const moved = (camera, dx, dy) => ({ ...camera, x: camera.x + dx, y: camera.y + dy });

/** The least move that brings a box into sight. */
export function showing(camera, box, frame) {
  const shift = (middle, length, offset, room) => {
    const from = camera.scale * (middle - length / 2) + offset;
    const to = from + camera.scale * length;
    return from < MARGIN ? MARGIN - from : Math.min(0, room - MARGIN - to);
  };
  return moved(camera, shift(box.x, box.width, camera.x, frame.width), shift(box.y, box.height, camera.y, frame.height));
}

/** True if none of a drawing is in sight. */
export const isLost = (camera, drawing, frame) => camera.x > frame.width || camera.y > frame.height
  || camera.x + camera.scale * drawing.width < 0 || camera.y + camera.scale * drawing.height < 0;
