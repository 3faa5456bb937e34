// SPDX-License-Identifier: Apache-2.0
// The callers and callees of a service, from the graph of dependencies. Pure functions.

/**
 * @param graph of the API around the service
 * @return `callers` and `callees`, most calls first: each with `type` and `name` of the other side, and the `edge` of the API
 */
export function neighbours(graph, service) {
  const own = `service:${service}`;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const side = (near, far) => graph.edges
    .filter((edge) => edge[near] === own)
    .map((edge) => ({ type: nodes.get(edge[far]).type, name: nodes.get(edge[far]).name, edge }))
    .sort((a, b) => b.edge.calls - a.edge.calls);
  return { callers: side('to', 'from'), callees: side('from', 'to') };
}
