// SPDX-License-Identifier: Apache-2.0
// The words of the map. Pure functions.

import { duration, percentage, plural, rate } from './format.js';
import { errorShare } from './service-graph.js';

export const TYPES = { service: 'Service', database: 'Database', topic: 'Topic', host: 'Host' };

/** How often a node or an edge is called, and how much of that fails. */
export const callsText = (stats) => `${about(stats)}${rate(stats.rate)}, ${failedText(stats)}`;

export const failedText = (stats) => (stats.errors === 0 ? 'no errors' : `${percentage(errorShare(stats))} errors`);

/** The mark of an estimate, before a number. */
export const about = ({ estimated }) => (estimated ? '≈ ' : '');

/** The p99 of an edge; empty without calls. */
export const p99Text = ({ p99Nanos }) => (p99Nanos === null ? '' : duration(p99Nanos));

/** A node in words: its type, name and numbers. */
export const nodeWords = (node) => `${TYPES[node.type]} ${node.name}: ${callsText(node)}${insideWords(node)}`;

function insideWords({ inside }) {
  return inside.length === 0 ? '' : `; uses alone: ${inside.map(({ type, name }) => `${TYPES[type].toLowerCase()} ${name}`).join(', ')}`;
}

/** The name without its system, such as kafka, where there is little room. */
export const shortName = ({ type, name }) => (type === 'database' || type === 'topic' ? name.replace(/^\S+ (?=\S)/, '') : name);

/** An edge in words. */
export const edgeWords = (edge, graph) => `${graph.nodes.get(edge.from).name} calls ${graph.nodes.get(edge.to).name} (${edge.kind}): ${callsText(edge)}${edge.p99Nanos === null ? '' : `, p99 ${p99Text(edge)}`}`;

/** The size of what is shown. */
export function sizeText(nodes, edges) {
  const services = nodes.filter(({ type }) => type === 'service').length;
  const others = nodes.length - services;
  return [plural(services, 'service'), ...(others ? [plural(others, 'other node')] : []), plural(edges.length, 'edge')].join(', ');
}

/**
 * The longest beginning of a name that fits, with an ellipsis if it is cut.
 *
 * @param widthOf the width of a text
 */
export function fitting(name, room, widthOf) {
  if (widthOf(name) <= room) {
    return name;
  }
  let [least, most] = [0, name.length];
  while (least < most) {
    const length = Math.ceil((least + most) / 2);
    [least, most] = widthOf(`${name.slice(0, length)}…`) <= room ? [length, most] : [least, length - 1];
  }
  return least === 0 ? '' : `${name.slice(0, least).trimEnd()}…`;
}

/** The size of names so that they are readable at a scale, as far as the node has room. */
export const nameSize = (scale, { height }, usual) => Math.round(Math.min(Math.max(usual, 11 / scale), Math.max(usual, height * 0.88)) * 2) / 2;
