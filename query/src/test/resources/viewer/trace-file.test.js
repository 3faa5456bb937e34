// SPDX-License-Identifier: Apache-2.0
import { otlpOf, otlpOfText } from '/viewer/model/trace-file.js';
import { equal } from './check.js';

const OTLP = { resourceSpans: [{ scopeSpans: [] }] };

export function takesOtlpAsOneDocumentOrOneInEachLine() {
  equal(JSON.parse(otlpOfText(JSON.stringify(OTLP, null, 2))), OTLP);
  equal(JSON.parse(otlpOfText(`${JSON.stringify(OTLP)}\n\n${JSON.stringify(OTLP)}\n`)), { resourceSpans: [...OTLP.resourceSpans, ...OTLP.resourceSpans] });
}

export function refusesOtherTextsWithASentence() {
  const messageOf = (text) => {
    try {
      return otlpOfText(text) && 'taken';
    } catch (e) {
      return e.message.slice(0, e.message.indexOf('.'));
    }
  };
  equal(['', 'a', '{"a":1}', '[]', 'null', '{"a":1}\n{"a":1}', '{"traceId":"1","spans":[]}'].map(messageOf), [
    'The file is not JSON', 'The file is not JSON', 'The file is JSON, but not that of a trace', 'The file is JSON, but not that of a trace',
    'The file is not JSON', 'The file is not JSON', 'The file is JSON, but not that of a trace',
  ]);
}

export function makesOtlpOfADownloadedTrace() {
  const trace = {
    traceId: '0a', resources: [{ attributes: { 'service.name': 'shop' }, droppedAttributes: 0, schemaUrl: '' }], scopes: [{ name: 'jdbc', version: '1', attributes: {}, droppedAttributes: 0 }],
    spans: [
      { spanId: '01', missing: true, resource: null, scope: null },
      { spanId: '02', missing: false, parentSpanId: '01', resource: 0, scope: 0, name: 'SELECT', kind: 'CLIENT', status: { code: 'ERROR', description: 'no' }, startUnixNanos: '5', endUnixNanos: '7',
        attributes: { a: 'x', b: true, c: 3, d: 1.5, e: ['y', null], f: { g: 1 } }, events: [], links: [] },
    ],
  };
  const [{ resource, scopeSpans: [{ scope, spans: [span, ...others] }] }] = otlpOf(trace).resourceSpans;
  equal([resource.attributes, scope.name, others.length], [[{ key: 'service.name', value: { stringValue: 'shop' } }], 'jdbc', 0]);
  equal([span.traceId, span.parentSpanId, span.kind, span.status, span.startTimeUnixNano], ['0a', '01', 3, { code: 2, message: 'no' }, '5']);
  equal(span.attributes.map(({ value }) => value), [{ stringValue: 'x' }, { boolValue: true }, { intValue: '3' }, { doubleValue: 1.5 },
    { arrayValue: { values: [{ stringValue: 'y' }, {}] } }, { kvlistValue: { values: [{ key: 'g', value: { intValue: '1' } }] } }]);
}
