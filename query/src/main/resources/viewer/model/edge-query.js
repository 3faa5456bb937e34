// SPDX-License-Identifier: Apache-2.0
// From a node or an edge of the graph of services to the search for its spans, in TraceQL. Pure functions.

import { callQuery } from './call-query.js';
import { stringOf } from './traceql.js';

const either = (names, value) => `(${names.map((name) => `span.${name} = ${stringOf(value)}`).join(' || ')})`;

/**
 * The query for the calls of an edge: the spans of the service that counted them. So it finds calls that never arrived, too.
 *
 * @param conditions more of them, in TraceQL
 */
export function edgeQuery(edge, conditions = []) {
  const counted = edge.kind === 'messaging.process' ? edge.to : edge.from;
  return callQuery(counted.replace(/^service:/, ''), { kind: edge.kind, conditions: [...anyPeer(edge.kind, edge.peers), ...conditions] });
}

/** The query for the spans of a node: the own work of a service, or the calls to anything else. */
export function nodeQuery(node, conditions = []) {
  if (node.type === 'service') {
    return callQuery(node.name, { conditions });
  }
  const kind = { database: 'db.client', topic: 'messaging.client', host: 'http.client' }[node.type];
  const calls = node.type === 'topic' ? [] : ['span:kind = client'];
  return `{ ${[...calls, ...peerConditions(kind, node.name), ...conditions].join(' && ')} }`;
}

function anyPeer(kind, peers) {
  const each = peers.map((peer) => peerConditions(kind, peer));
  return each.length < 2 ? each.flat() : [`(${each.map((conditions) => `(${conditions.join(' && ')})`).join(' || ')})`];
}

/** The conditions on the attributes that the name of a peer is made of. */
function peerConditions(kind, peer) {
  if (kind === 'http.client' || kind === 'rpc.client') {
    return serverConditions(peer);
  }
  const [, system, name] = /^(\S*) ?(.*)$/s.exec(peer);
  const names = kind === 'db.client'
    ? { system: ['db.system.name', 'db.system'], name: ['db.namespace', 'server.address'] }
    : { system: ['messaging.system'], name: ['messaging.destination.template', 'messaging.destination.name'] };
  return [...(system ? [either(names.system, system)] : []), ...(name ? [either(names.name, name)] : [])];
}

function serverConditions(peer) {
  const address = (name) => `span.server.address = ${stringOf(name)}`;
  const parts = /^(.+):(\d{1,5})$/s.exec(peer);
  if (!parts) {
    return [address(peer)];
  }
  const both = [address(parts[1]), `span.server.port = ${Number(parts[2])}`];
  // The last group of an IPv6 address looks like a port.
  return parts[1].includes(':') ? [`((${both.join(' && ')}) || ${address(peer)})`] : both;
}
