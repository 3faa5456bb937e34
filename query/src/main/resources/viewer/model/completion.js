// SPDX-License-Identifier: Apache-2.0
// Completion of a query in TraceQL: the place of the cursor, and the suggestions for it. Pure functions.

import { tokens } from './traceql.js';

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', '=~', '!~'];
const CALLS = ['select', 'by', 'avg', 'min', 'max', 'sum'];
const BEFORE_A_FIELD = ['{', '(', '&&', '||', '!', ','];

const OPERATORS = [
  ['=', 'equals', 'any'],
  ['!=', 'has another value', 'any'],
  ['>', 'more than', 'number'],
  ['>=', 'at least', 'number'],
  ['<', 'less than', 'number'],
  ['<=', 'at most', 'number'],
  ['=~', 'matches a regular expression', 'string'],
  ['!~', 'does not match a regular expression', 'string'],
];
const PRESENCE = [['!= nil', 'is present'], ['= nil', 'is absent']];
const JOINTS = [['&&', 'and, on the same span'], ['||', 'or, on the same span'], ['}', 'ends the conditions']];
const STAGES = [
  ['&& { ', 'and a span with …'],
  ['|| { ', 'or a span with …'],
  ['>> { ', 'with a descendant …'],
  ['> { ', 'with a child …'],
  ['&& !{ ', 'and no span with …'],
  ['| count() > ', 'number of spans'],
  ['| avg(duration) > ', 'average of a number'],
  ['| by(', 'groups by a field'],
  ['| select(', 'shows more fields'],
];
const START = [['{ ', 'conditions that one span meets']];
const DURATIONS = ['1ms', '10ms', '100ms', '500ms', '1s', '5s'];

/**
 * The place of the cursor in a query.
 *
 * @return `kind`: field, operator, value, joint, stage, start, or none where nothing can be suggested; `from` and `to`:
 *     the part of the text that a suggestion replaces; `typed`: its text before the cursor; `field`: of an operator or
 *     value; `others`: a query of the other conditions in the same braces, '' without any
 */
export function placeOf(text, cursor) {
  const all = tokens(text);
  const at = all.findIndex((token) => token.start < cursor && (cursor < token.end || (cursor === token.end && isTyping(token))));
  const token = all[at];
  const before = all.slice(0, at < 0 ? all.filter(({ end }) => end <= cursor).length : at);
  if (token?.kind === 'comment') {
    return { kind: 'none' };
  }
  const part = token
    ? { from: token.start, to: token.open ? cursor : token.end, typed: text.slice(token.start, cursor) }
    : { from: cursor, to: cursor, typed: '' };
  const { kind, field } = kindAfter(before.filter((one) => one.kind !== 'comment'));
  return { kind, field, ...part, others: othersOf(all, before.length, part.from) };
}

/** Signs are complete where they end, the others may go on. */
const isTyping = (token) => token.kind === 'word' || token.kind === 'comment' || (token.kind === 'string' && token.open)
  || ['!', '&', '|', '=', '<', '>'].includes(token.text);

function kindAfter(before) {
  const open = [];
  let call = null;
  before.forEach((token, i) => {
    if (token.text === '{' || token.text === '(') {
      const name = before[i - 1]?.text;
      open.push(token.text === '(' && CALLS.includes(name) ? name : token.text);
    } else if (token.text === '}' || token.text === ')') {
      open.pop();
    }
    call = open.find((one) => CALLS.includes(one)) ?? null;
  });
  const last = before.at(-1);
  if (!last) {
    return { kind: 'start' };
  }
  if (call) {
    return { kind: last.text === '(' || last.text === ',' ? 'field' : 'none' };
  }
  if (!open.includes('{')) {
    return { kind: last.text === '}' || last.text === ')' ? 'stage' : stageAfter(last) };
  }
  if (BEFORE_A_FIELD.includes(last.text)) {
    return { kind: 'field' };
  }
  if (COMPARISONS.includes(last.text)) {
    return { kind: 'value', field: before.at(-2)?.text };
  }
  const isValue = COMPARISONS.includes(before.at(-2)?.text);
  return last.kind === 'word' && !isValue ? { kind: 'operator', field: last.text } : { kind: 'joint' };
}

/** After an operator between span sets, another one begins. */
const stageAfter = (last) => (last.kind === 'sign' && last.text !== '|' && !COMPARISONS.includes(last.text) ? 'start' : 'none');

/** The comparisons around a place, within the same braces, if all of them are joined by `&&`. */
function othersOf(all, count, from) {
  const start = all.slice(0, count).map(({ text }) => text).lastIndexOf('{');
  if (start < 0) {
    return '';
  }
  const length = all.slice(start).findIndex(({ text }) => text === '}');
  const inner = all.slice(start + 1, length < 0 ? all.length : start + length);
  const groups = [[]];
  for (const token of inner) {
    if (token.text === '&&') {
      groups.push([]);
    } else {
      groups.at(-1).push(token);
    }
  }
  if (inner.some(({ text }) => ['||', '!', '(', ')'].includes(text))) {
    return '';
  }
  const complete = groups.filter((group) => group.length === 3 && COMPARISONS.includes(group[1].text) && !group[2].open
    && !group.some((token) => token.start <= from && from <= token.end));
  return complete.length === 0 ? '' : `{ ${complete.map((group) => group.map(({ text }) => text).join(' ')).join(' && ')} }`;
}

/**
 * The suggestions at a place.
 *
 * @param tags of the API, for a field and for the types of an operator
 * @param values of the API, for a value
 * @return for each `text` (shown), `note` (a few words), `count` (spans, or null) and `insert`
 */
export function suggestionsAt(place, tags, values) {
  switch (place.kind) {
    case 'field': return fields(place, tags);
    case 'operator': return operators(place, tags);
    case 'value': return valuesOf(place, values);
    case 'joint': return fixed(JOINTS, place);
    case 'stage': return fixed(STAGES, place);
    case 'start': return /^[^{!(|]/.test(place.typed) ? inBraces(fields(place, tags)) : fixed(START, place);
    default: return [];
  }
}

/** A field outside of braces is the begin of a condition. */
const inBraces = (list) => list.map((one) => ({ ...one, insert: `{ ${one.insert}` }));

const fixed = (list, { typed }) => list.filter(([text]) => text.startsWith(typed))
  .map(([text, note]) => ({ text: text.trim(), note, count: null, insert: text.endsWith(' ') || text.endsWith('(') ? text : `${text} ` }));

function fields({ typed }, tags) {
  const wanted = typed.toLowerCase();
  const scoped = /^(resource|span|event|link|instrumentation|trace)[.:]/.test(wanted);
  const names = new Map();
  tags.filter(({ scope }) => scope === 'span' || scope === 'resource').forEach(({ name }) => names.set(name, (names.get(name) ?? 0) + 1));
  return tags
    .map((tag) => ({ tag, text: shortText(tag, scoped || names.get(tag.name) > 1) }))
    .filter(({ tag, text }) => text.toLowerCase().includes(wanted) || tag.text.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a, wanted) - rank(b, wanted))
    .map(({ tag, text }) => ({
      text,
      note: tag.scope === 'intrinsic' ? words(tag.types) : `${tag.scope}, ${words(tag.types)}`,
      count: tag.spans ?? null,
      insert: `${text} `,
    }));
}

/** The form can only show attributes without scope, so they are suggested like that where it makes no difference. */
function shortText(tag, scoped) {
  const isShort = !scoped && (tag.scope === 'span' || tag.scope === 'resource') && tag.text !== 'resource.service.name';
  return isShort ? tag.text.replace(/^(span|resource)\./, '.').replace(/^\.(\d.*)/, '."$1"') : tag.text;
}

/** Names that begin with what is typed come first, then the service and the name of the span, then the order of the API. */
function rank({ tag, text }, wanted) {
  const begins = [text, tag.name, tag.text].some((name) => name.toLowerCase().startsWith(wanted));
  const usual = ['resource.service.name', 'span:name', 'span:status', 'span:duration'].indexOf(text);
  return (begins ? 0 : 100) + (usual < 0 ? 10 : usual) + (tag.scope === 'intrinsic' && usual < 0 ? 10 : 0);
}

const words = (types) => types.join(' or ');

function operators(place, tags) {
  const types = typesOf(place.field, tags);
  const isAttribute = !types || place.field.includes('.');
  const fits = (kind) => kind === 'any' || !types || types.some((type) => kind === 'number'
    ? type === 'integer' || type === 'float' || type === 'duration' : type === kind);
  const list = [...OPERATORS.filter(([, , kind]) => fits(kind)), ...(isAttribute && place.field !== 'resource.service.name' ? PRESENCE : [])];
  return fixed(list, place);
}

function typesOf(field, tags) {
  const found = tags.filter((tag) => [tag.text, tag.name].includes(field) || shortText(tag, false) === field || `span:${field}` === tag.text);
  return found.length === 0 ? null : found.flatMap(({ types }) => types);
}

function valuesOf({ typed, field }, values) {
  const wanted = typed.replace(/^["`]/, '').toLowerCase();
  const given = /(^|:)(duration|traceDuration)$/.test(field ?? '')
    ? DURATIONS.map((text) => ({ value: text, text, spans: null, type: 'duration' })) : values;
  return given
    .filter(({ value, text }) => value.toLowerCase().includes(wanted) || text.toLowerCase().startsWith(wanted))
    .map(({ value, text, spans, type }) => ({ text: value === '' ? '""' : value, note: type, count: spans, insert: `${text} ` }));
}

/** The text and the cursor after a suggestion was taken. */
export function complete(text, place, { insert }) {
  const rest = text.slice(place.to).replace(/^\s+/, '');
  const before = text.slice(0, place.from);
  const glue = place.typed === '' && /[^\s({!]$/.test(before) ? ' ' : '';
  return { text: before + glue + insert + rest, cursor: before.length + glue.length + insert.length };
}
