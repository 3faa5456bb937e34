// SPDX-License-Identifier: Apache-2.0
import { fitted, isLost, showing, zoomed } from '/viewer/model/camera.js';
import { edgeQuery, nodeQuery } from '/viewer/model/edge-query.js';
import { choiceOf, focusing, ratesWith, selecting } from '/viewer/model/map-choice.js';
import { callsText, edgeWords, fitting, nameSize, nodeWords, shortName, sizeText } from '/viewer/model/node-text.js';
import { edgesOf, errorLevel, graphOf, lineWidth, shownGraph, within } from '/viewer/model/service-graph.js';
import { equal } from './check.js';

const stats = (calls, errors = 0) => ({
  calls, errors, rate: calls / 100, p50Nanos: 1e6, p95Nanos: 2e6, p99Nanos: 3e6, maxNanos: 4e6, exemplars: [], estimated: false,
});
const node = (id, calls = 0) => ({ id, type: id.split(':')[0], name: id.slice(id.indexOf(':') + 1), ...stats(calls) });
const edge = (from, to, calls, { errors = 0, kind = 'http.client', peers = ['x:80'] } = {}) => ({ from, to, kind, peers, ...stats(calls, errors) });

const [A, B, C, D] = ['service:a', 'service:b', 'service:c', 'service:d'];
const DB = 'database:postgresql shop';
const TOPIC = 'topic:kafka orders';

/** a calls b, b calls c, c calls a and itself; d is alone; a database of b, a topic from a to c. */
const shop = () => graphOf({
  nodes: [node(A, 50), node(B, 100), node(C, 10), node(D), node(DB), node(TOPIC)],
  edges: [
    edge(A, B, 100, { errors: 2 }), edge(B, C, 10), edge(C, A, 1), edge(C, C, 5, { errors: 5 }), edge(B, DB, 400, { kind: 'db.client' }),
    edge(A, TOPIC, 20, { kind: 'messaging.client' }), edge(TOPIC, C, 20, { kind: 'messaging.process' }),
  ],
});
const ids = (graph, search) => shownGraph(graph, choiceOf(search)).nodes.map(({ id }) => id).sort();
const calls = (graph, search) => shownGraph(graph, choiceOf(search)).edges.map(({ from, to }) => `${from} ${to}`);

export function givesANodeThatIsNoServiceTheCallsToIt() {
  const { nodes } = shop();
  equal([nodes.get(DB).calls, nodes.get(DB).rate, nodes.get(DB).p99Nanos], [400, 4, 3e6]);
  const two = graphOf({ nodes: [node(A), node(B), node(DB)], edges: [edge(A, DB, 30, { errors: 1 }), { ...edge(B, DB, 70), estimated: true }] });
  const { calls: sum, errors, p99Nanos, estimated } = two.nodes.get(DB);
  equal([sum, errors, p99Nanos, estimated], [100, 1, null, true]);
  const received = graphOf({ nodes: [node(A), node(TOPIC)], edges: [edge(TOPIC, A, 30, { kind: 'messaging.process' })] });
  equal(received.nodes.get(TOPIC).calls, 30);
}

export function findsTheServicesWithinSomeCalls() {
  const graph = shop();
  equal([...within(graph, A, 1)].sort(), [TOPIC, A, B, C].sort());
  equal([...within(graph, DB, 1)].sort(), [B, DB].sort());
  equal([...within(graph, DB, 2)].sort(), [A, B, DB].sort());
  equal([...within(graph, B, Infinity)].sort(), [DB, TOPIC, A, B, C].sort());
  equal([...within(graph, D, Infinity)], [D]);
}

export function showsThePartInFocus() {
  const graph = shop();
  equal(ids(graph, ''), [DB, TOPIC, A, B, C, D].sort());
  equal(ids(graph, `?focus=${DB}`), [DB, B].sort());
  equal(ids(graph, `?focus=${D}&hops=all`), [D]);
  equal(shownGraph(graph, choiceOf('?focus=service:none')).focusMissing, true);
}

export function filtersByNameRateAndErrors() {
  const graph = shop();
  equal(calls(graph, '?errors=only'), [`${A} ${B}`, `${C} ${C}`]);
  equal(ids(graph, '?errors=only'), [A, B, C].sort());
  equal(calls(graph, '?rate=1'), [`${A} ${B}`, `${B} ${DB}`]);
  equal(ids(graph, '?rate=1'), [DB, A, B].sort());
  equal(ids(graph, '?name=POSTGRES'), [DB, B].sort());
  equal([ids(graph, '?name=d').includes(D), ids(graph, '?name=d&rate=1').includes(D), ids(graph, '?name=d&errors=only').includes(D)], [true, false, false]);
  equal(ids(graph, '?name=nobody'), []);
  equal(ids(graph, `?focus=${A}&rate=99`), [A]);
}

export function foldsNodesOfOneServiceIntoIt() {
  const { nodes, edges } = shownGraph(shop(), choiceOf('?fold=yes'));
  equal(nodes.map(({ id }) => id).sort(), [TOPIC, A, B, C, D].sort());
  equal(nodes.find(({ id }) => id === B).inside.map(({ id }) => id), [DB]);
  equal(edges.some(({ to }) => to === DB), false);
  equal(shownGraph(shop(), choiceOf('')).folds, false);
}

export function foldsByItselfWhereThereAreManyNodes() {
  const services = Array.from({ length: 61 }, (unused, i) => `service:s${i}`);
  const graph = graphOf({ nodes: [...services.map((id) => node(id)), node(DB)], edges: [edge(services[0], DB, 1)] });
  equal(shownGraph(graph, choiceOf('')).nodes.length, 61);
  equal(shownGraph(graph, choiceOf('?fold=no')).nodes.length, 62);
}

export function keepsAReceiverAndASenderApart() {
  const graph = graphOf({ nodes: [node(A), node(TOPIC)], edges: [edge(A, TOPIC, 1), edge(TOPIC, A, 1)] });
  equal(shownGraph(graph, choiceOf('?fold=yes')).nodes.map(({ id, inside }) => [id, inside.length]), [[A, 1]]);
}

export function readsTheStateFromTheAddress() {
  const usual = choiceOf('');
  equal([usual.focus, usual.hops, usual.name, usual.rate, usual.errors, usual.fold, usual.node, usual.edge, usual.table],
    [null, 1, '', 0, false, null, null, null, false]);
  equal(choiceOf('?hops=all').hops === Infinity, true);
  equal([choiceOf('?hops=7').hops, choiceOf('?rate=-1').rate, choiceOf('?rate=x').rate, choiceOf('?rate=Infinity').rate], [1, 0, 0, 0]);
  equal(choiceOf(`?from=${A}&to=${B}&kind=http.client`).edge, shop().edges[0].key);
  equal([ratesWith(0.1).length, ratesWith(0.25).at(-1)], [ratesWith(0).length, ['0.25', '0.25/s or more']]);
}

export function writesTheStateIntoTheAddress() {
  equal(selecting({ id: A }), { node: A, from: null, to: null, kind: null });
  equal(selecting(shop().edges[0]), { node: null, from: A, to: B, kind: 'http.client' });
  equal(selecting(null), { node: null, from: null, to: null, kind: null });
  equal(focusing(A, Infinity), { focus: A, hops: 'all', node: A, from: null, to: null, kind: null });
}

export function listsCallersAndCalleesByRate() {
  const { callers, callees } = edgesOf(shop(), B);
  equal([callers.map(({ from }) => from), callees.map(({ to }) => to)], [[A], [DB, C]]);
}

export function marksErrorsInTwoSteps() {
  equal([errorLevel(stats(1000, 0)), errorLevel(stats(1000, 9)), errorLevel(stats(1000, 10)), errorLevel(stats(0))], ['none', 'some', 'many', 'none']);
}

export function drawsTheBusiestLineThickest() {
  const edges = [edge(A, B, 1), edge(A, B, 100), edge(A, B, 10000), edge(A, B, 0)];
  equal(edges.map(lineWidth(edges, 7)).map((width) => width.toFixed(1)), ['1.2', '4.1', '7.0', '1.2']);
  equal([edges[1]].map(lineWidth([edges[1]], 7)), [2.5]);
}

export function searchesForTheSpansOfAnEdge() {
  const http = '(span.http.request.method != nil || span.http.method != nil)';
  equal(edgeQuery(edge(A, B, 1, { peers: ['b:80'] })),
    `{ resource.service.name = "a" && span:kind = client && ${http} && span.server.address = "b" && span.server.port = 80 }`);
  equal(edgeQuery(edge(A, B, 1, { peers: [] })), `{ resource.service.name = "a" && span:kind = client && ${http} }`);
  equal(edgeQuery(edge(A, B, 1, { peers: ['b:80', 'other'] }), ['span:status = error']),
    `{ resource.service.name = "a" && span:kind = client && ${http} && ((span.server.address = "b" && span.server.port = 80) || (span.server.address = "other")) && span:status = error }`);
  equal(edgeQuery(edge(A, B, 1, { peers: ['::1:80'] })).includes('((span.server.address = "::1" && span.server.port = 80) || span.server.address = "::1:80")'), true);
  equal(edgeQuery(edge(A, DB, 1, { kind: 'db.client', peers: ['postgresql shop 2'] })),
    '{ resource.service.name = "a" && span:kind = client && (span.db.system.name != nil || span.db.system != nil)'
    + ' && (span.db.system.name = "postgresql" || span.db.system = "postgresql") && (span.db.namespace = "shop 2" || span.server.address = "shop 2") }');
  equal(edgeQuery(edge(TOPIC, C, 1, { kind: 'messaging.process', peers: ['kafka orders'] })),
    '{ resource.service.name = "c" && span:kind = consumer && (span.messaging.system = "kafka")'
    + ' && (span.messaging.destination.template = "orders" || span.messaging.destination.name = "orders") }');
}

export function searchesForTheSpansOfANode() {
  equal(nodeQuery(node(A), ['span:status = error']).includes('resource.service.name = "a"'), true);
  equal(nodeQuery(node('host:pay.example:443')), '{ span:kind = client && span.server.address = "pay.example" && span.server.port = 443 }');
  equal(nodeQuery(node('database:redis')), '{ span:kind = client && (span.db.system.name = "redis" || span.db.system = "redis") }');
  equal(nodeQuery(node('service:say "hi"')).includes('"say \\"hi\\""'), true);
}

export function writesNumbersInWords() {
  const graph = shop();
  const shown = { ...graph.nodes.get(B), inside: [graph.nodes.get(DB)] };
  equal(nodeWords(shown), 'Service b: 1/s, no errors; uses alone: database postgresql shop');
  equal(edgeWords(graph.edges[0], graph), 'a calls b (http.client): 1/s, 2 % errors, p99 3 ms');
  equal(edgeWords({ ...graph.edges[1], p99Nanos: null, estimated: true }, graph), 'b calls c (http.client): ≈ 6/min, no errors');
  equal(callsText({ ...stats(0) }), '0/s, no errors');
  equal(sizeText([...graph.nodes.values()], graph.edges), '4 services, 2 other nodes, 7 edges');
  equal(sizeText([graph.nodes.get(A)], []), '1 service, 0 edges');
}

export function cutsNamesThatDoNotFit() {
  const widthOf = (text) => text.length * 10;
  equal(fitting('checkout', 80, widthOf), 'checkout');
  equal(fitting('checkout', 79, widthOf), 'checko…');
  equal(fitting('checkout', 5, widthOf), '');
  equal(fitting('a'.repeat(300), 100, widthOf), `${'a'.repeat(9)}…`);
}

export function leavesTheSystemOutOfShortNames() {
  equal(['database:postgresql shop', 'topic:kafka orders.placed', 'database:redis', 'host:a b:80', 'service:kafka sink'].map((id) => shortName(node(id))),
    ['shop', 'orders.placed', 'redis', 'a b:80', 'kafka sink']);
}

export function growsNamesAsTheMapShrinks() {
  const box = { height: 26 };
  equal([nameSize(1, box, 12), nameSize(0.6, box, 12), nameSize(0.1, box, 12)], [12, 18.5, 23]);
}

const FRAME = { width: 1000, height: 600 };

export function fitsTheDrawingIntoTheWindow() {
  equal(fitted({ width: 1920, height: 500 }, FRAME), { scale: 0.5, x: 20, y: 175 });
  equal(fitted({ width: 100, height: 100 }, FRAME), { scale: 1, x: 450, y: 250 });
  equal(fitted({ width: 1e6, height: 10 }, FRAME).scale, 0.08);
}

export function zoomsAroundAPoint() {
  const before = { scale: 1, x: 30, y: 40 };
  const at = { x: 200, y: 100 };
  const after = zoomed(before, 2, at);
  equal([after.scale, (at.x - after.x) / after.scale, (at.y - after.y) / after.scale], [2, 170, 60]);
  equal(zoomed(before, 1000, at).scale, 2.5);
}

export function bringsANodeIntoSight() {
  const camera = { scale: 1, x: 0, y: 0 };
  const box = { x: 1200, y: 300, width: 200, height: 50 };
  equal(showing(camera, box, FRAME), { scale: 1, x: -320, y: 0 });
  equal(showing(camera, { ...box, x: 500 }, FRAME), camera);
  equal(showing(camera, { ...box, x: 0 }, FRAME).x, 120);
  equal([isLost(camera, FRAME, FRAME), isLost({ scale: 1, x: 1001, y: 0 }, FRAME, FRAME)], [false, true]);
}
