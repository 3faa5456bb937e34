// SPDX-License-Identifier: Apache-2.0
// The line of an edge between two boxes, as an SVG path. Pure functions.

/** The length of an arrow. */
const TIP = 9;
const BEND = 70;
/** Between the lines of edges that have both ends in common. */
const BESIDE = 10;

const n = (number) => Number(number.toFixed(1));
const at = ({ x, y }) => `${n(x)} ${n(y)}`;

/** The path of an edge with a way: a smooth line through its points, from the side of one box to the side of another. */
function along({ points, label }, from, to) {
  const out = from.x < to.x ? 1 : -1;
  const start = beside(from, out, points[1]);
  const end = beside(to, -out, points.at(-2));
  const stop = { x: end.x - out * TIP, y: end.y };
  const all = [start, ...points.slice(1, -1), stop];
  const curves = all.slice(1).map((point, i) => {
    const [a, b] = [all[i], point];
    const bend = Math.abs(b.x - a.x) / 2;
    const [first, last] = [i === 0 ? 0 : slope(all[i - 1], b), i === all.length - 2 ? 0 : slope(a, all[i + 2])];
    return `C${at({ x: a.x + out * bend, y: a.y + out * bend * first })} ${at({ x: b.x - out * bend, y: b.y - out * bend * last })} ${at(b)}`;
  });
  return { d: `M${at(start)}${curves.join('')}`, tip: end, angle: out > 0 ? 0 : 180, label };
}

/** The point on the side of a box that is nearest to another point. */
const beside = (box, side, { y }) => ({
  x: box.x + (side * box.width) / 2, y: Math.max(box.y - box.height / 2 + 10, Math.min(y, box.y + box.height / 2 - 10)),
});

const slope = (a, b) => (b.x === a.x ? 0 : (b.y - a.y) / (b.x - a.x));

/** The path of an edge from the side of one box to the side of another. */
function straight(from, to, shift) {
  const forward = to.x - to.width / 2 > from.x + from.width / 2;
  const backward = to.x + to.width / 2 < from.x - from.width / 2;
  const out = backward ? -1 : 1;
  const back = forward ? -1 : 1;
  const start = { x: from.x + (out * from.width) / 2, y: from.y + shift };
  const end = { x: to.x + (back * to.width) / 2, y: to.y + shift };
  const stop = { x: end.x + back * TIP, y: end.y };
  const bend = forward || backward ? Math.max(BEND / 2, Math.abs(stop.x - start.x) / 2) : BEND;
  const [a, b] = [{ x: start.x + out * bend, y: start.y }, { x: stop.x + back * bend, y: stop.y }];
  const label = { x: (start.x + 3 * a.x + 3 * b.x + stop.x) / 8, y: (start.y + 3 * a.y + 3 * b.y + stop.y) / 8 };
  return { d: `M${at(start)}C${at(a)} ${at(b)} ${at(stop)}`, tip: end, angle: back > 0 ? 180 : 0, label };
}

/** The path of the calls of a node to itself: a loop above it. */
function loop(box, index) {
  const top = box.y - box.height / 2;
  const right = box.x + box.width / 2 - 12 - index * BESIDE;
  const high = top - 22 - index * BESIDE;
  return {
    d: `M${at({ x: right - 34, y: top })}C${at({ x: right - 38, y: high })} ${at({ x: right + 4, y: high })} ${at({ x: right, y: top - TIP })}`,
    tip: { x: right, y: top }, angle: 90, label: { x: right - 16, y: top - 18 },
  };
}

/**
 * The paths of edges by key.
 *
 * @return each with the path `d`, the `tip` of its arrow with the `angle` in degrees, and where its `label` is
 */
export function pathsOf(edges, { boxes, ways }) {
  const paths = new Map();
  for (const same of Map.groupBy(edges, ({ from, to }) => JSON.stringify([from, to].sort())).values()) {
    same.forEach(({ key, from, to }, i) => {
      const [a, b] = [boxes.get(from), boxes.get(to)];
      const way = ways.get(key);
      paths.set(key, from === to ? loop(a, i) : way ? along(way, a, b) : straight(a, b, (i - (same.length - 1) / 2) * BESIDE));
    });
  }
  return paths;
}
