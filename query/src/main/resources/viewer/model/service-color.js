// SPDX-License-Identifier: Apache-2.0
// A service's colour follows from its name alone, so it is the same on every page and for everybody.

/** Hues of OKLCH, in degrees; the reds are left to errors. Neighbours differ in lightness as well. */
const HUES = [55, 75, 95, 120, 145, 165, 185, 205, 225, 245, 265, 285, 305, 325, 345];

/** FNV-1a, then mixed so that names that differ in their last letter land far apart. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The colour in both themes, as a CSS value. */
export function serviceColor(service) {
  const place = hash(service) % (HUES.length * 2);
  const hue = HUES[place >> 1];
  const dark = place % 2;
  const light = dark ? '0.50 0.13' : '0.64 0.14';
  const night = dark ? '0.62 0.12' : '0.78 0.11';
  return `light-dark(oklch(${light} ${hue}), oklch(${night} ${hue}))`;
}
