// SPDX-License-Identifier: Apache-2.0
// A service's colour depends on its name, so it is the same on every page and for all users. If two services of one
// trace would look alike, the alphabetically later one gets another colour, in that trace only.

/**
 * Hues of OKLCH, in degrees; the reds are reserved for errors. The second row is darker and has no yellows, which do
 * not work darkened.
 */
const BRIGHT = [60, 80, 105, 130, 150, 170, 190, 210, 230, 250, 270, 290, 310, 330];
const DEEP = [140, 160, 180, 200, 220, 240, 260, 280, 300, 320];
/** Lightness and chroma of the light and dark theme. */
const COLORS = [
  ...BRIGHT.map((hue) => ({ hue, day: '0.64 0.14', night: '0.78 0.11' })),
  ...DEEP.map((hue) => ({ hue, day: '0.50 0.14', night: '0.64 0.13' })),
];
const PLACES = COLORS.length;
const LOOKS_ALIKE_DEGREES = 45;
/** Step that visits all slots, and begins with a clearly different colour. */
const LEAP = 11;

/** FNV-1a, then mixed so that names that differ only in their last letter get distant values. */
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
function colorAt(place) {
  const { hue, day, night } = COLORS[place];
  return `light-dark(oklch(${day} ${hue}), oklch(${night} ${hue}))`;
}

function alike(a, b) {
  const apart = Math.abs(COLORS[a].hue - COLORS[b].hue);
  return Math.min(apart, 360 - apart) < LOOKS_ALIKE_DEGREES;
}

/** The colours of the services of one trace, by name. */
export function serviceColors(services) {
  const places = new Map();
  for (const service of [...services].sort()) {
    const taken = [...places.values()];
    const wished = hash(service) % PLACES;
    const tried = Array.from({ length: PLACES }, (unused, i) => (wished + i * LEAP) % PLACES);
    const free = tried.find((place) => !taken.some((other) => alike(place, other))) ??
      tried.find((place) => !taken.includes(place)) ?? wished;
    places.set(service, free);
  }
  return new Map([...places].map(([service, place]) => [service, colorAt(place)]));
}
