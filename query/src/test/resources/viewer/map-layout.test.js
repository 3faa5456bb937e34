// SPDX-License-Identifier: Apache-2.0
import { pathsOf } from '/viewer/model/edge-path.js';
import { layoutOf } from '/viewer/model/graph-layout.js';
import { neighbourOf } from '/viewer/model/map-keys.js';
import { equal } from './check.js';

const edge = (from, to, rate = 1, kind = 'http.client') => ({ from, to, kind, rate, key: JSON.stringify([from, to, kind]) });
const graph = (edges, alone = []) => ({
  nodes: [...new Set([...edges.flatMap(({ from, to }) => [from, to]), ...alone])].map((id) => ({ id })), edges,
});

function overlapping(boxes) {
  const all = [...boxes.values()];
  return all.flatMap((a, i) => all.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < a.width && Math.abs(a.y - b.y) < a.height));
}

/** Five tiers, each service called by one of the tier before and by another. */
function company(services) {
  const edges = new Map();
  const add = (from, to) => from !== to && edges.set(`${from} ${to}`, edge(`s${from}`, `s${to}`, 1 + (from * 7 + to * 13) % 90));
  for (let i = 1; i < services; i++) {
    add(Math.floor(i / 4), i);
    add((i * 31) % i, i);
    add(i, (i * 17) % services);
  }
  return graph([...edges.values()]);
}

function inside({ boxes, width, height }) {
  return [...boxes.values()].every((box) => box.x - box.width / 2 > -0.01 && box.y - box.height / 2 > -0.01
    && box.x + box.width / 2 < width + 0.01 && box.y + box.height / 2 < height + 0.01);
}

export function placesCallersLeftOfCallees() {
  const { boxes, compact, ways } = layoutOf(graph([edge('a', 'b'), edge('b', 'c'), edge('a', 'c')]), 1.6);
  equal([boxes.get('a').x < boxes.get('b').x, boxes.get('b').x < boxes.get('c').x, compact, ways.size], [true, true, false, 3]);
}

export function arrangesCyclesSelfCallsAndNodesWithoutEdges() {
  const shown = graph([edge('a', 'b'), edge('b', 'a'), edge('b', 'b'), edge('a', 'b', 1, 'rpc.client')], ['alone', 'other']);
  const layout = layoutOf(shown, 1.6);
  equal(overlapping(layout.boxes), []);
  equal([layout.boxes.size, inside(layout)], [4, true]);
  equal(layout.boxes.get('alone').y > layout.boxes.get('a').y, true);
  const paths = pathsOf(shown.edges, layout);
  equal(new Set([...paths.values()].map(({ d }) => d)).size, 4);
  equal([...paths.values()].every(({ d }) => !d.includes('NaN')), true);
}

export function arrangesNothingAndOneNode() {
  equal(layoutOf(graph([]), 1.6).boxes.size, 0);
  const { boxes, width, height } = layoutOf(graph([], ['a']), 1.6);
  equal([boxes.get('a').x, boxes.get('a').y, width, height], [100, 25, 200, 50]);
  equal(inside(layoutOf(graph([], Array.from({ length: 37 }, (unused, i) => `n${i}`)), 1.6)), true);
}

export function arranges200ServicesInTheShapeOfTheWindow() {
  for (const aspect of [0.7, 1.8]) {
    const layout = layoutOf(company(200), aspect);
    equal([layout.compact, layout.boxes.size, overlapping(layout.boxes), inside(layout)], [true, 200, [], true]);
    equal(layout.width / layout.height > aspect / 2 && layout.width / layout.height < aspect * 2, true);
  }
}

export function givesEveryEdgeOfALargeGraphALine() {
  const shown = company(200);
  const layout = layoutOf(shown, 1.8);
  const paths = pathsOf(shown.edges, layout);
  equal(shown.edges.every(({ key, to }) => {
    const { d, tip } = paths.get(key);
    const box = layout.boxes.get(to);
    return !d.includes('NaN') && Math.abs(tip.x - box.x) <= box.width / 2 + 0.01 && Math.abs(tip.y - box.y) <= box.height;
  }), true);
}

export function endsLinesAtTheirNodes() {
  const shown = graph([edge('a', 'b'), edge('b', 'c'), edge('c', 'a')]);
  const layout = layoutOf(shown, 1.6);
  for (const [key, { tip }] of pathsOf(shown.edges, layout)) {
    const box = layout.boxes.get(JSON.parse(key)[1]);
    equal([Math.abs(tip.x - box.x) <= box.width / 2 + 1, Math.abs(tip.y - box.y) <= box.height / 2 + 1], [true, true]);
  }
}

export function keepsLinesBetweenTheSameTwoNodesApart() {
  const layout = { boxes: new Map([['a', { x: 0, y: 0, width: 10, height: 10 }], ['b', { x: 200, y: 0, width: 10, height: 10 }]]), ways: new Map() };
  const tips = [...pathsOf([edge('a', 'b'), edge('a', 'b', 1, 'rpc.client'), edge('b', 'a')], layout).values()].map(({ tip, angle }) => [tip.x, tip.y, angle]);
  equal(tips, [[195, -10, 0], [195, 0, 0], [5, 10, 180]]);
}

export function followsTheBusiestEdgeByArrowKeys() {
  const shown = graph([edge('a', 'b', 1), edge('a', 'c', 9), edge('a', 'a', 99), edge('b', 'd', 1)]);
  const layout = layoutOf(shown, 1.6);
  const to = (key, id) => neighbourOf(key, id, shown, layout);
  equal([to('ArrowRight', 'a'), to('ArrowLeft', 'd'), to('ArrowRight', 'd'), to('ArrowLeft', 'a'), to('x', 'a'), to('ArrowUp', 'nobody')], ['c', 'b', null, null, null, null]);
  const [above, below] = ['b', 'c'].sort((x, y) => layout.boxes.get(x).y - layout.boxes.get(y).y);
  equal([to('ArrowDown', above), to('ArrowUp', below), to('ArrowUp', above), to('End', above), to('Home', below)], [below, above, null, below, above]);
}
