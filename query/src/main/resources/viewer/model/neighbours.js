// SPDX-License-Identifier: Apache-2.0
// The callers and callees of a service, from the graph of dependencies. Pure functions.

import { callQuery } from './call-query.js';
import { stringOf } from './traceql.js';

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

/**
 * The query for the calls of an edge, which are counted on the side that calls, or processes a message.
 *
 * @param isCaller whether the neighbour calls the service
 * @param conditions more of them, in TraceQL
 */
export function edgeQuery(service, { type, name, edge }, isCaller, conditions) {
  if (type === 'service') {
    const [caller, callee] = isCaller ? [name, service] : [service, name];
    const called = `resource.service.name = ${stringOf(callee)} && span:kind = server`;
    return `${callQuery(caller, { kind: edge.kind, conditions })} > { ${called} }`;
  }
  return callQuery(service, { kind: edge.kind, conditions: [...peerConditions(type, name), ...conditions] });
}

function peerConditions(type, name) {
  const [system, ...others] = name.split(' ');
  const rest = others.join(' ');
  switch (type) {
    case 'database': return [either(['db.system.name', 'db.system'], system), ...(rest ? [either(['db.namespace', 'server.address'], rest)] : [])];
    case 'topic': return [either(['messaging.system'], system),
      ...(rest ? [either(['messaging.destination.template', 'messaging.destination.name'], rest)] : [])];
    default: return hostConditions(name);
  }
}

function hostConditions(name) {
  const [, host, port] = /^(.*):(\d+)$/s.exec(name) ?? [null, name, null];
  return [either(['server.address'], host), ...(port === null ? [] : [`span.server.port = ${port}`])];
}

function either(attributes, value) {
  const all = attributes.map((attribute) => `span.${attribute} = ${stringOf(value)}`);
  return all.length === 1 ? all[0] : `(${all.join(' || ')})`;
}
