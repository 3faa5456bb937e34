// SPDX-License-Identifier: Apache-2.0
// From the text of a file that a person opens to OTLP, which the service reads: OTLP as one JSON document or as one in each
// line, or the JSON of a trace that this viewer downloads. Pure functions.

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const STATUS = ['UNSET', 'OK', 'ERROR'];
const EXPECTED = 'Open the JSON or the OTLP of a trace, as the trace page downloads them, or a file that an OpenTelemetry Collector has written as JSON.';

/**
 * @return OTLP as JSON
 * @throws Error with a sentence for the user if the text is none of these
 */
export function otlpOfText(text) {
  const document = parsed(text) ?? joined(text);
  if (Array.isArray(document?.resourceSpans)) {
    return JSON.stringify(document);
  }
  if (typeof document?.traceId === 'string' && Array.isArray(document.spans) && Array.isArray(document.resources) && Array.isArray(document.scopes)) {
    return JSON.stringify(otlpOf(document));
  }
  throw new Error(document === null ? `The file is not JSON. ${EXPECTED}` : `The file is JSON, but not that of a trace. ${EXPECTED}`);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The documents of all lines as one; null if a line is none. */
function joined(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '').map(parsed);
  return lines.length > 1 && lines.every((line) => Array.isArray(line?.resourceSpans))
    ? { resourceSpans: lines.flatMap(({ resourceSpans }) => resourceSpans) } : null;
}

/** The spans of a trace as the service gives it; placeholders of missing spans are left out. */
export function otlpOf({ traceId, spans, resources, scopes }) {
  const groups = new Map();
  for (const span of spans) {
    if (!span.missing) {
      const key = `${span.resource} ${span.scope}`;
      if (!groups.has(key)) {
        groups.set(key, { resource: resources[span.resource], scope: scopes[span.scope], spans: [] });
      }
      groups.get(key).spans.push(spanOf(traceId, span));
    }
  }
  return {
    resourceSpans: [...groups.values()].map(({ resource, scope, spans: own }) => ({
      resource: withAttributes({}, resource),
      schemaUrl: resource?.schemaUrl,
      scopeSpans: [{ scope: withAttributes({ name: scope?.name, version: scope?.version }, scope), schemaUrl: scope?.schemaUrl, spans: own }],
    })),
  };
}

const withAttributes = (rest, from) => ({ ...rest, attributes: attributesOf(from?.attributes), droppedAttributesCount: from?.droppedAttributes });

const spanOf = (traceId, span) => withAttributes({
  traceId,
  spanId: span.spanId,
  parentSpanId: span.parentSpanId ?? '',
  traceState: span.traceState,
  flags: span.flags,
  name: span.name,
  kind: Math.max(0, KINDS.indexOf(span.kind)),
  startTimeUnixNano: span.startUnixNanos,
  endTimeUnixNano: span.endUnixNanos,
  status: { code: Math.max(0, STATUS.indexOf(span.status?.code)), message: span.status?.description },
  events: (span.events ?? []).map((event) => withAttributes({ name: event.name, timeUnixNano: event.unixNanos }, event)),
  links: (span.links ?? []).map((link) => withAttributes({ traceId: link.traceId, spanId: link.spanId, traceState: link.traceState, flags: link.flags }, link)),
  droppedEventsCount: span.droppedEvents,
  droppedLinksCount: span.droppedLinks,
}, span);

const attributesOf = (attributes) => Object.entries(attributes ?? {}).map(([key, value]) => ({ key, value: valueOf(value) }));

/** A whole number is an integer, because the text of a double that is whole has lost its type. */
function valueOf(value) {
  switch (typeof value) {
    case 'string': return { stringValue: value };
    case 'boolean': return { boolValue: value };
    case 'number': return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      if (value === null || value === undefined) {
        return {};
      }
      return Array.isArray(value) ? { arrayValue: { values: value.map(valueOf) } } : { kvlistValue: { values: attributesOf(value) } };
  }
}
