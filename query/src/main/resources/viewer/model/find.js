// SPDX-License-Identifier: Apache-2.0
// Which spans contain a text. Pure functions.

function anyValue(value, has) {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).some(([key, inner]) => has(key) || anyValue(inner, has))
    : has(String(value));
}

const inAttributes = (attributes, has) =>
  Object.entries(attributes).some(([key, value]) => has(key) || has(`${key}:${value}`) || anyValue(value, has));

/**
 * Positions of the spans whose name, service, id, status, attributes or events contain the text, in any case. Every
 * word must occur. A resource is shared by many spans, so it is looked at once.
 */
export function find(trace, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  const tests = words.map((word) => {
    const has = (value) => value.toLowerCase().includes(word);
    const resources = trace.resources.map((resource) => inAttributes(resource.attributes, has));
    return (span) =>
      has(span.name) || has(span.service) || has(span.spanId) || has(span.kind) || has(span.status.code) ||
      has(span.status.description) || (span.resource !== null && resources[span.resource]) ||
      inAttributes(span.attributes, has) ||
      span.events.some((event) => has(event.name) || inAttributes(event.attributes, has));
  });
  const found = [];
  trace.spans.forEach((span, i) => {
    if (tests.every((test) => test(span))) {
      found.push(i);
    }
  });
  return found;
}

/** The next of some sorted positions after (or before) one, around the end; -1 if there are none. */
export function nextOf(positions, after, backwards = false) {
  if (positions.length === 0) {
    return -1;
  }
  if (backwards) {
    return positions.findLast((p) => p < after) ?? positions[positions.length - 1];
  }
  return positions.find((p) => p > after) ?? positions[0];
}
