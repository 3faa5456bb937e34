// SPDX-License-Identifier: Apache-2.0
import { complete, placeOf, suggestionsAt } from '/viewer/model/completion.js';
import { oneLine } from '/viewer/model/traceql.js';
import { equal } from './check.js';

const TAGS = [
  { scope: 'intrinsic', name: 'span:name', text: 'span:name', types: ['string'] },
  { scope: 'intrinsic', name: 'span:status', text: 'span:status', types: ['status'] },
  { scope: 'resource', name: 'service.name', text: 'resource.service.name', types: ['string'], spans: 9 },
  { scope: 'span', name: 'http.route', text: 'span.http.route', types: ['string'], spans: 7 },
  { scope: 'span', name: 'http.status', text: 'span.http.status', types: ['integer'], spans: 7 },
  { scope: 'span', name: 'host', text: 'span.host', types: ['string'], spans: 3 },
  { scope: 'resource', name: 'host', text: 'resource.host', types: ['string'], spans: 2 },
  { scope: 'event', name: 'level', text: 'event.level', types: ['string'], spans: 1 },
];
const VALUES = [{ type: 'string', value: '/cart', text: '"/cart"', spans: 5 }, { type: 'string', value: '/search', text: '"/search"', spans: 2 }];

/** @param text with | at the cursor */
function at(text) {
  const cursor = text.indexOf('¦');
  return placeOf(text.replace('¦', ''), cursor);
}

const texts = (text) => suggestionsAt(at(text), TAGS, VALUES).map((one) => one.text);

function taken(text, index = 0) {
  const place = at(text);
  const done = complete(text.replace('¦', ''), place, suggestionsAt(place, TAGS, VALUES)[index]);
  return `${done.text.slice(0, done.cursor)}¦${done.text.slice(done.cursor)}`;
}

export function findsThePlaceOfTheCursor() {
  const kinds = [['¦', 'start'], ['{¦', 'field'], ['{ ¦', 'field'], ['{ htt¦', 'field'], ['{ .a ¦', 'operator'], ['{ .a >¦', 'operator'], ['{ .a >=¦', 'value'], ['{ .a = ¦', 'value'],
    ['{ .a = "G¦" }', 'value'], ['{ .a = "x" ¦', 'joint'], ['{ .a = 5 ¦', 'joint'], ['{ .a = 5 &¦', 'joint'], ['{ .a = 5 && ¦', 'field'], ['{ (¦', 'field'], ['{ .a = 1 } ¦', 'stage'],
    ['{ .a = 1 }¦', 'stage'], ['{ } >¦', 'stage'], ['{ } >> ¦', 'start'], ['{ } | select(¦', 'field'], ['{ } | by(.a, ¦', 'field'], ['{ } | count() > ¦', 'none'], ['{ .a } // note¦', 'none'], ['serv¦', 'start']];
  kinds.forEach(([text, kind]) => equal([text, at(text).kind], [text, kind]));
}

export function suggestsFieldsTheUsualOnesFirst() {
  equal(texts('{ ¦'), ['resource.service.name', 'span:name', 'span:status', '.http.route', '.http.status', 'span.host', 'resource.host', 'event.level']);
  equal(texts('{ http.s¦'), ['.http.status']);
  equal(texts('{ span.h¦'), ['span.http.route', 'span.http.status', 'span.host']);
  equal(texts('nam¦'), ['resource.service.name', 'span:name'].sort());
  equal(taken('serv¦'), '{ resource.service.name ¦');
  equal(taken('{ .ro¦ = "x" }'), '{ .http.route ¦= "x" }');
}

export function suggestsOperatorsThatFitTheType() {
  equal(texts('{ span:status ¦'), ['=', '!=']);
  equal(texts('{ .http.status ¦'), ['=', '!=', '>', '>=', '<', '<=', '!= nil', '= nil']);
  equal(texts('{ resource.service.name ¦'), ['=', '!=', '=~', '!~']);
  equal(texts('{ .unknown ¦').length, 10);
}

export function suggestsValuesAndWhatComesAfterThem() {
  equal(suggestionsAt(at('{ .http.route = "/c¦'), TAGS, VALUES), [{ text: '/cart', note: 'string', count: 5, insert: '"/cart" ' }]);
  equal(taken('{ .http.route = "/c¦" && .b = 5 }'), '{ .http.route = "/cart" ¦&& .b = 5 }');
  equal(taken('{ .http.route = "/c¦ && .b = 5 }'), '{ .http.route = "/cart" ¦&& .b = 5 }');
  equal(texts('{ duration > 1¦'), ['1ms', '10ms', '100ms', '1s']);
  equal(texts('{ .a = 5 ¦'), ['&&', '||', '}']);
  equal(taken('{ .a = 5 ¦', 2), '{ .a = 5 } ¦');
  equal(taken('{ .a = 5 }¦'), '{ .a = 5 } && { ¦');
}

export function asksForValuesThatGoWithTheOtherConditions() {
  equal(at('{ .a = "x" && .b = ¦ && .c > 5 }').others, '{ .a = "x" && .c > 5 }');
  equal(at('{ .z = 1 } >> { .a = "x" && .b = ¦').others, '{ .a = "x" }');
  equal(at('{ .a = "x" || .b = ¦').others, '');
  equal(at('{ .b = ¦').others, '');
}

export function writesAQueryInOneLine() {
  equal(oneLine('{ .a = "x // y" } // why\n && { .b }'), '{ .a = "x // y" } && { .b }');
  equal(oneLine('{ .a = "/*" }'), '{ .a = "/*" }');
}
