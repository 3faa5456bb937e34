// SPDX-License-Identifier: Apache-2.0
// The flame graph of a trace: spans with the same path of services and operations are one frame, and the width of a
// frame is the self time of its spans and of all spans below. Pure functions, without recursion: a trace may be
// 100,000 spans deep.

/**
 * The frames in the order of their first spans, so that a parent comes before its children. The first one is the trace.
 *
 * @return frames with `service`, `name`, `missing`, `parent` (an index, -1 for the trace), `depth` (0 for the trace),
 *     `children` (indexes), `spans`, `errors`, `selfNanos`, and `weight`: the self time with all frames below, or the
 *     number of spans if the whole trace has no self time
 */
export function flameOf(spans) {
  const all = frame({ service: '', name: '', missing: false }, -1, 0);
  const frames = [all];
  const below = [new Map()];
  const path = [0];
  for (const span of spans) {
    const parent = path[span.depth];
    const key = JSON.stringify([span.service, span.name, span.missing]);
    let at = below[parent].get(key);
    if (at === undefined) {
      at = frames.length;
      frames.push(frame(span, parent, span.depth + 1));
      below.push(new Map());
      below[parent].set(key, at);
      frames[parent].children.push(at);
    }
    path[span.depth + 1] = at;
    frames[at].spans++;
    frames[at].errors += span.status.code === 'ERROR' ? 1 : 0;
    frames[at].selfNanos += span.selfNanos;
  }
  addUp(frames);
  return frames;
}

const frame = ({ service, name, missing }, parent, depth) =>
  ({ service, name, missing, parent, depth, children: [], spans: 0, errors: 0, selfNanos: 0, weight: 0 });

function addUp(frames) {
  const timeless = frames.every(({ selfNanos }) => selfNanos === 0);
  for (let i = frames.length - 1; i >= 0; i--) {
    frames[i].weight += timeless ? frames[i].spans : frames[i].selfNanos;
    if (i > 0) {
      frames[frames[i].parent].weight += frames[i].weight;
    }
  }
}

/** The index of a frame in the address; 0, the whole trace, if it is none. */
export function chosenFrame(frames, text) {
  const index = Number(text ?? 0);
  return Number.isInteger(index) && index > 0 && index < frames.length ? index : 0;
}

/** The indexes from the trace to a frame, both included. */
export function pathTo(frames, index) {
  const path = [];
  for (let at = index; at >= 0; at = frames[at].parent) {
    path.push(at);
  }
  return path.reverse();
}

/**
 * The places of the frames if one of them has the whole width: its ancestors have it too, and all others are left out.
 *
 * @param least share of the width; a narrower frame is left out, with all below it
 * @return `places`: `index`, `left` and `width` as shares, in the order of rows; `narrow`: how many frames are left out
 *     because they are too narrow (without those below them)
 */
export function placesOf(frames, chosen, least) {
  const places = pathTo(frames, chosen).map((index) => ({ index, left: 0, width: 1 }));
  let narrow = 0;
  for (let next = places.length - 1; next < places.length; next++) {
    const { index, left, width } = places[next];
    let at = left;
    for (const child of frames[index].children) {
      const share = frames[index].weight === 0 ? 0 : width * (frames[child].weight / frames[index].weight);
      if (share >= least) {
        places.push({ index: child, left: at, width: share });
      } else {
        narrow++;
      }
      at += share;
    }
  }
  return { places, narrow };
}

/** The frame that an arrow key leads to: up to the parent, down to the widest child, left and right to its siblings. */
export function stepFrom(frames, index, key) {
  const { parent, children } = frames[index];
  switch (key) {
    case 'ArrowUp': return parent < 0 ? index : parent;
    case 'ArrowDown': return widest(frames, children) ?? index;
    case 'ArrowLeft': return sibling(frames, index, -1);
    case 'ArrowRight': return sibling(frames, index, 1);
    default: return index;
  }
}

function widest(frames, children) {
  return children.length === 0 ? null : children.reduce((best, child) => (frames[child].weight > frames[best].weight ? child : best));
}

function sibling(frames, index, step) {
  const { parent } = frames[index];
  const siblings = parent < 0 ? [index] : frames[parent].children;
  return siblings[siblings.indexOf(index) + step] ?? index;
}
