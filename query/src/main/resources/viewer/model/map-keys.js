// SPDX-License-Identifier: Apache-2.0
// The arrow keys on the map: right and left follow the edge with the most calls, up and down go within a column. Pure functions.

/**
 * The node that a key leads to.
 *
 * @param id of the node with the keyboard focus
 * @return its id; null if the key leads nowhere
 */
export function neighbourOf(key, id, { edges }, { boxes }) {
  const here = boxes.get(id);
  if (!here) {
    return null;
  }
  const busiest = (near, far) => edges.filter((edge) => edge[near] === id && edge[far] !== id)
    .reduce((best, edge) => (best === null || edge.rate > best.rate ? edge : best), null)?.[far] ?? null;
  const column = () => [...boxes].filter(([, { x }]) => Math.abs(x - here.x) < here.width / 2).sort(([, a], [, b]) => a.y - b.y).map(([other]) => other);
  const beside = (step) => column()[column().indexOf(id) + step] ?? null;
  switch (key) {
    case 'ArrowRight': return busiest('from', 'to');
    case 'ArrowLeft': return busiest('to', 'from');
    case 'ArrowDown': return beside(1);
    case 'ArrowUp': return beside(-1);
    case 'Home': return column()[0];
    case 'End': return column().at(-1);
    default: return null;
  }
}
