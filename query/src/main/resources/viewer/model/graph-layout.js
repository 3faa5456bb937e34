// SPDX-License-Identifier: Apache-2.0
// The places of nodes and edges: callers on the left, callees on the right. Pure functions.

import { layout as arrange } from 'dagre-d3-es/src/dagre/index.js';
import { Graph } from 'dagre-d3-es/src/graphlib/index.js';

/** Up to this number of nodes and edges each edge has its own way around the nodes. */
const FEW_NODES = 40;
const FEW_EDGES = 90;

const ROOMY = { width: 200, height: 50, across: 22, along: 72 };
const COMPACT = { width: 160, height: 26, across: 7, along: 46 };
/** Between two columns of one layer. */
const NARROW = 16;
const LABEL = { width: 92, height: 18, labelpos: 'c' };

/**
 * Arranges a graph in layers.
 *
 * @param shown `nodes` and `edges` of `shownGraph`
 * @param aspect width of the window divided by its height
 * @return boxes of the nodes by id (`x` and `y` are their middle), `ways` of edges by key (points from node to node, and
 *     where their `label` is; an edge without a way goes straight), the size, and whether the nodes are `compact`
 */
export function layoutOf(shown, aspect) {
  const between = shown.edges.filter(({ from, to }) => from !== to);
  const linked = new Set(between.flatMap(({ from, to }) => [from, to]));
  const ids = shown.nodes.map(({ id }) => id);
  const compact = ids.length > FEW_NODES || between.length > FEW_EDGES;
  const sizes = compact ? COMPACT : ROOMY;
  const drawn = ids.filter((id) => linked.has(id));
  const layout = compact ? packed(drawn, between, sizes, aspect) : routed(drawn, between, sizes);
  addRows(layout, ids.filter((id) => !linked.has(id)), sizes, aspect);
  return { ...layout, compact };
}

/** The layers and the ways of the edges as the library has them. */
function routed(ids, edges, sizes) {
  const graph = arranged(ids, edges, sizes, LABEL);
  const boxes = new Map(ids.map((id) => [id, boxOf(graph.node(id), sizes)]));
  const ways = new Map(edges.map((edge) => {
    const { points, x, y } = graph.edge(edge.from, edge.to, edge.key);
    return [edge.key, { points, label: { x, y } }];
  }));
  const { width, height } = graph.graph();
  return { boxes, ways, width: ids.length === 0 ? 0 : width, height: ids.length === 0 ? 0 : height };
}

/**
 * The layers of the library, which follow the strongest call to each node; large layers get more than one column, so that the
 * whole has about the shape of the window.
 */
function packed(ids, edges, sizes, aspect) {
  const graph = arranged(ids, strongest(edges), sizes, { width: 0, height: 0 });
  const byPlace = Map.groupBy(ids, (id) => Math.round(graph.node(id).x));
  const layers = [...byPlace.keys()].sort((a, b) => a - b)
    .map((x) => byPlace.get(x).sort((a, b) => graph.node(a).y - graph.node(b).y));
  const rows = bestRows(layers, sizes, aspect);
  const boxes = new Map();
  const height = rows * (sizes.height + sizes.across) - sizes.across;
  let left = 0;
  for (const layer of layers) {
    const columns = Math.ceil(layer.length / rows);
    const used = Math.ceil(layer.length / columns);
    const top = (height - used * (sizes.height + sizes.across) + sizes.across) / 2;
    layer.forEach((id, i) => boxes.set(id, boxOf({
      x: left + (i % columns) * (sizes.width + NARROW) + sizes.width / 2,
      y: top + Math.floor(i / columns) * (sizes.height + sizes.across) + sizes.height / 2,
    }, sizes)));
    left += layerWidth(columns, sizes) + sizes.along;
  }
  return { boxes, ways: new Map(), width: Math.max(0, left - sizes.along), height: Math.max(0, height) };
}

const layerWidth = (columns, sizes) => columns * (sizes.width + NARROW) - NARROW;

/** The number of rows with which the drawing is largest in the window. */
function bestRows(layers, sizes, aspect) {
  const most = Math.max(0, ...layers.map(({ length }) => length));
  let best = { rows: most, size: Infinity };
  for (let rows = 1; rows <= most; rows++) {
    const width = layers.reduce((sum, { length }) => sum + layerWidth(Math.ceil(length / rows), sizes) + sizes.along, 0);
    const size = Math.max(width / aspect, rows * (sizes.height + sizes.across));
    best = size < best.size ? { rows, size } : best;
  }
  return best.rows;
}

function arranged(ids, edges, sizes, label) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: sizes.across, edgesep: 8, ranksep: sizes.along, acyclicer: 'greedy' });
  ids.forEach((id) => graph.setNode(id, { width: sizes.width, height: sizes.height }));
  edges.forEach(({ from, to, key }) => graph.setEdge(from, to, { ...label }, key));
  arrange(graph);
  return graph;
}

/** The edge with the most calls to each node. */
function strongest(edges) {
  const to = new Map();
  for (const edge of edges) {
    if (edge.rate > (to.get(edge.to)?.rate ?? -1)) {
      to.set(edge.to, edge);
    }
  }
  return [...to.values()];
}

const boxOf = ({ x, y }, { width, height }) => ({ x, y, width, height });

/** Adds nodes without edges in rows below the others. */
function addRows(layout, ids, sizes, aspect) {
  if (ids.length === 0) {
    return;
  }
  const step = sizes.width + NARROW;
  const fitting = Math.floor((layout.width + NARROW) / step);
  const columns = Math.min(ids.length, Math.max(fitting, Math.ceil(Math.sqrt(ids.length * aspect * sizes.height / step))));
  const top = layout.height === 0 ? 0 : layout.height + 2 * sizes.across + 16;
  ids.forEach((id, i) => layout.boxes.set(id, boxOf({
    x: (i % columns) * step + sizes.width / 2,
    y: top + Math.floor(i / columns) * (sizes.height + sizes.across) + sizes.height / 2,
  }, sizes)));
  layout.width = Math.max(layout.width, columns * step - NARROW);
  layout.height = top + Math.ceil(ids.length / columns) * (sizes.height + sizes.across) - sizes.across;
}
