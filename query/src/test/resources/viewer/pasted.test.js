// SPDX-License-Identifier: Apache-2.0
import { pathOf, traceIn } from '/viewer/model/pasted.js';
import { equal } from './check.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

const found = (text) => {
  const trace = traceIn(text);
  return trace && [trace.traceId, trace.spanId];
};

export function understandsIds() {
  equal(['abc', ` ${ID.toUpperCase()} `, `"${ID}"`, '4BF92F35-77b3-4da6-a3ce-929d0e0e4736'].map(found), [['abc', null], [ID, null], [ID, null], [ID, null]]);
}

export function understandsHeaders() {
  const texts = [
    `00-${ID}-${SPAN}-01`,
    `traceparent: 00-${ID}-${SPAN}-00`,
    `b3: ${ID}-${SPAN}-1`,
    `${SPAN}-${SPAN}`,
    `${ID}-${SPAN}-d-${SPAN}`,
    'uber-trace-id: 1a2b:3c:0:1',
    'X-Amzn-Trace-Id: Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1',
    '1-4bf92f35-77b34da6a3ce929d0e0e4736',
  ];
  equal(texts.map(found), [
    [ID, SPAN], [ID, SPAN], [ID, SPAN], [SPAN, SPAN], [ID, SPAN], ['1a2b', '3c'], [ID, SPAN], [ID, null],
  ]);
}

export function understandsAddressesOfOtherTracers() {
  const texts = [
    `https://jaeger.example/trace/${ID}?uiFind=x`,
    `http://zipkin.example/zipkin/traces/${SPAN}`,
    `https://grafana.example/explore?panes=%7B%22a%22:%7B%22queries%22:%5B%7B%22query%22:%22${ID}%22%7D%5D%7D%7D`,
    `https://app.example/apm/trace?traceID=${ID}&spanID=${SPAN}`,
    `level=error trace_id=${ID} msg="100% full"`,
  ];
  equal(texts.map((text) => found(text)?.[0]), [ID, SPAN, ID, ID, ID]);
}

export function findsNoTraceElsewhere() {
  equal(['', 'none', 'GET /orders', '0', '0'.repeat(32), `00-${'0'.repeat(32)}-${SPAN}-01`, `${ID}${ID}`, 'zz:1:0:1'].map(found), Array(8).fill(null));
  equal(found(`00-${ID}-${'0'.repeat(16)}-01`), [ID, null]);
}

export function makesAddresses() {
  equal([{ traceId: ID, spanId: null }, { traceId: '1a', spanId: '3c' }].map(pathOf), [`/trace/${ID}`, '/trace/1a?span=000000000000003c']);
}
