// SPDX-License-Identifier: Apache-2.0
// Finds the spans that contain a text. Pure functions.

import { pairOf, words } from './words.js';

function anyText(value, has) {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).some(([key, inner]) => has(key) || anyText(inner, has))
    : has(String(value));
}

/** As in a search, key and value must match as a whole; here case is ignored. */
function hasPair(attributes, pair) {
  return Object.entries(attributes).some(([key, value]) =>
    key.toLowerCase() === pair.key && String(value).toLowerCase() === pair.value);
}

/** A test of spans for one word. Many spans share a resource, so it is tested once. */
function testFor(trace, word) {
  const text = word.text.toLowerCase();
  const cut = pairOf(word);
  const pair = cut && { key: cut.key.toLowerCase(), value: cut.value.toLowerCase() };
  const has = (value) => value.toLowerCase().includes(text);
  const inAttributes = (attributes) => (pair !== null && hasPair(attributes, pair)) || anyText(attributes, has);
  const resources = trace.resources.map((resource) => inAttributes(resource.attributes));
  // One or two digits occur in nearly every id, so an id must match as a whole.
  const isId = (id) => id === text;
  return (span) =>
    has(span.name) || has(span.service) || has(span.kind) || has(span.status.code) || has(span.status.description) ||
    isId(span.spanId) || (span.resource !== null && resources[span.resource]) || inAttributes(span.attributes) ||
    span.events.some((event) => has(event.name) || inAttributes(event.attributes)) ||
    span.links.some((link) => isId(link.traceId) || isId(link.spanId) || inAttributes(link.attributes));
}

/**
 * Positions of the spans whose name, service, kind, status, id, attributes, events or links contain the text, in any
 * case. Every word must occur; quotes join words, and `key=value` or `key:value` is also an attribute with that value.
 */
export function find(trace, text) {
  const tests = words(text).filter((word) => word.text).map((word) => testFor(trace, word));
  if (tests.length === 0) {
    return [];
  }
  const found = [];
  trace.spans.forEach((span, i) => {
    if (tests.every((test) => test(span))) {
      found.push(i);
    }
  });
  return found;
}

/** The next of the sorted positions after (or before) one, with wrap-around; -1 if there are none. */
export function nextOf(positions, after, backwards = false) {
  if (positions.length === 0) {
    return -1;
  }
  if (backwards) {
    return positions.findLast((p) => p < after) ?? positions[positions.length - 1];
  }
  return positions.find((p) => p > after) ?? positions[0];
}
