// SPDX-License-Identifier: Apache-2.0
// The graph of services, and the part of it that the map shows. Pure functions.

/** Above this number of nodes, those that one service uses alone are shown as a part of it. */
export const MANY_NODES = 60;

/** With more nodes or edges than this there is a table only: nobody can read the drawing. */
export const MOST_NODES = 400;
export const MOST_EDGES = 2000;

/** The signs of failed calls: a share below this is a small one. */
const MANY_ERRORS = 0.01;

const THIN = 1.2;

const keyOf = ({ from, to, kind }) => JSON.stringify([from, to, kind]);

/**
 * The graph of an answer of the API: `nodes` by id and `edges`, each with a `key`. A node that is no service has the
 * numbers of the calls to it; a topic to which nobody sends, those of the messages from it.
 */
export function graphOf(answer) {
  const edges = answer.edges.map((edge) => ({ ...edge, key: keyOf(edge) }));
  const nodes = new Map(answer.nodes.map((node) => [node.id, node.type === 'service' ? node : withCallsTo(node, edges)]));
  return { nodes, edges };
}

function withCallsTo(node, edges) {
  const to = edges.filter((edge) => edge.to === node.id);
  const all = to.length === 0 ? edges.filter((edge) => edge.from === node.id) : to;
  const sum = (name) => all.reduce((total, edge) => total + edge[name], 0);
  const only = all.length === 1 ? all[0] : { p50Nanos: null, p95Nanos: null, p99Nanos: null };
  return {
    ...node, estimated: all.some(({ estimated }) => estimated), calls: sum('calls'), errors: sum('errors'), rate: sum('rate'), p50Nanos: only.p50Nanos, p95Nanos: only.p95Nanos,
    p99Nanos: only.p99Nanos, maxNanos: all.reduce((most, edge) => Math.max(most, edge.maxNanos), 0), exemplars: all.flatMap((edge) => edge.exemplars).slice(0, 3),
  };
}

export const errorShare = ({ calls, errors }) => (calls === 0 ? 0 : errors / calls);

/** `none`, `some` (less than one in a hundred) or `many`. */
export const errorLevel = (stats) => (stats.errors === 0 ? 'none' : errorShare(stats) < MANY_ERRORS ? 'some' : 'many');

/** The edges from a node and those to it, most calls first. */
export function edgesOf(graph, id) {
  const side = (end) => graph.edges.filter((edge) => edge[end] === id).sort((a, b) => b.rate - a.rate);
  return { callees: side('from'), callers: side('to') };
}

/** The ids within so many calls of a node: those that it reaches, and those that reach it. */
export function within(graph, id, hops) {
  const found = new Set([id]);
  for (const [near, far] of [['from', 'to'], ['to', 'from']]) {
    const next = Map.groupBy(graph.edges, (edge) => edge[near]);
    const seen = new Set([id]);
    for (let now = [id], hop = 0; hop < hops && now.length > 0; hop++) {
      now = now.flatMap((at) => next.get(at) ?? []).map((edge) => edge[far]).filter((other) => !seen.has(other) && seen.add(other));
    }
    seen.forEach((other) => found.add(other));
  }
  return found;
}

/**
 * The part of a graph that is shown.
 *
 * @param choice of `choiceOf`
 * @return `nodes` (each with the nodes `inside` it) and `edges`; `focusMissing` if the graph has no node in focus
 */
export function shownGraph(graph, choice) {
  const focusMissing = choice.focus !== null && !graph.nodes.has(choice.focus);
  const near = choice.focus === null || focusMissing ? new Set(graph.nodes.keys()) : within(graph, choice.focus, choice.hops);
  const named = (id) => graph.nodes.get(id).name.toLowerCase().includes(choice.name.toLowerCase());
  const edges = graph.edges.filter((edge) => near.has(edge.from) && near.has(edge.to) && edge.rate >= choice.rate
    && (!choice.errors || edge.errors > 0) && (named(edge.from) || named(edge.to)));
  const kept = new Set([...edges.flatMap((edge) => [edge.from, edge.to]), ...[...near].filter((id) => isKeptAlone(graph, id, choice, named))]);
  const shown = { nodes: [...kept].map((id) => ({ ...graph.nodes.get(id), inside: [] })), edges };
  const folds = choice.fold ?? shown.nodes.length > MANY_NODES;
  return { ...(folds ? folded(shown) : shown), focusMissing, folds };
}

/** Returns whether a node is shown although none of its edges is. */
function isKeptAlone(graph, id, choice, named) {
  if (id === choice.focus) {
    return true;
  }
  const { errors } = graph.nodes.get(id);
  return named(id) && choice.rate === 0 && (!choice.errors || errors > 0);
}

/** Puts each database, topic and host that only one service uses inside that service. */
function folded({ nodes, edges }) {
  const services = new Map(nodes.filter(({ type }) => type === 'service').map((node) => [node.id, node]));
  const users = new Map();
  for (const { from, to } of edges) {
    for (const [id, user] of [[from, to], [to, from]]) {
      users.set(id, (users.get(id) ?? new Set()).add(user));
    }
  }
  const owner = (node) => {
    const own = [...(users.get(node.id) ?? [])];
    return services.has(node.id) || own.length !== 1 ? undefined : services.get(own[0]);
  };
  const gone = new Set();
  for (const node of nodes) {
    const service = owner(node);
    if (service) {
      service.inside.push(node);
      gone.add(node.id);
    }
  }
  return { nodes: nodes.filter(({ id }) => !gone.has(id)), edges: edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)) };
}

/** Widths of the lines, by the logarithm of the rate: from 1.2 pixels for the least to `thick` for the greatest of these edges. */
export function lineWidth(edges, thick) {
  const rates = edges.map(({ rate }) => rate).filter((rate) => rate > 0);
  const least = Math.log(Math.min(...rates));
  const most = Math.log(Math.max(...rates));
  return ({ rate }) => (rate <= 0 ? THIN : most - least < 1e-9 ? 2.5 : THIN + ((thick - THIN) * (Math.log(rate) - least)) / (most - least));
}
