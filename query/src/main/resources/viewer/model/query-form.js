// SPDX-License-Identifier: Apache-2.0
// The filters of the form and a query in TraceQL: two views of the same search. Pure functions.

import { conditionsOf, tagText } from './tags.js';
import { DURATION, isShown, isTyped, nameOf, stringOf, tokens, valueOf } from './traceql.js';

export const NO_FILTERS = { service: '', operation: '', tags: '', minDuration: '', maxDuration: '', minSign: '>=', maxSign: '<=', error: '' };

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', '=~', '!~'];

/** The query for the filters, '' without any; null while a filter has a mistake. */
export function queryOf(filters) {
  const { conditions, error } = conditionsOf(filters.tags);
  const durations = [filters.minDuration, filters.maxDuration].map((text) => text.replace(/\s/g, ''));
  if (error || durations.some((text) => text && !DURATION.test(text))) {
    return null;
  }
  const all = [
    ...(filters.service ? [`resource.service.name = ${stringOf(filters.service)}`] : []),
    ...(filters.operation ? [`span:name = ${stringOf(filters.operation)}`] : []),
    ...conditions,
    ...(durations[0] ? [`span:duration ${filters.minSign} ${durations[0]}`] : []),
    ...(durations[1] ? [`span:duration ${filters.maxSign} ${durations[1]}`] : []),
    ...(filters.error ? [`span:status ${filters.error === 'true' ? '=' : '!='} error`] : []),
  ];
  if (all.length === 1) {
    all[0] = all[0].replace(/^\((.*)\)$/s, '$1');
  }
  return all.length === 0 ? '' : `{ ${all.join(' && ')} }`;
}

/** The filters for a query; null if the form cannot express it. */
export function filtersOf(query) {
  const filters = { ...NO_FILTERS };
  const tags = [];
  const conditions = query.trim() === '' ? [] : conjunction(tokens(query));
  if (!conditions?.every((condition) => take(condition, filters, tags))) {
    return null;
  }
  return { ...filters, tags: tags.join(' ') };
}

/** The conditions of `{ a && b && c }`; null if the query has another form. */
function conjunction(all) {
  const inner = all.slice(1, -1);
  if (all.length < 2 || all[0].text !== '{' || all.at(-1).text !== '}') {
    return null;
  }
  if (inner[3]?.text === '||') {
    const only = either([{ text: '(' }, ...inner, { text: ')' }]);
    return only && inner.length === 7 ? [only] : null;
  }
  const conditions = [];
  while (inner.length > 0) {
    const condition = inner[0].text === '(' ? either(inner.splice(0, 9)) : comparison(inner.splice(0, 3));
    const joint = inner.shift();
    if (!condition || (joint && (joint.text !== '&&' || inner.length === 0))) {
      return null;
    }
    conditions.push(condition);
  }
  return conditions;
}

function comparison([field, sign, operand]) {
  const complete = operand && field.kind === 'word' && COMPARISONS.includes(sign.text) && ['word', 'string'].includes(operand.kind);
  return complete ? { field: field.text, sign: sign.text, operand } : null;
}

/** `(.a = 5 || .a = "5")`: the value that is shown as 5. */
function either(nine) {
  const [one, other] = [comparison(nine.slice(1, 4)), comparison(nine.slice(5, 8))];
  const value = other && valueOf(other.operand);
  const same = one && value !== null && nine[4].text === '||' && nine[8]?.text === ')' && one.field === other.field
    && one.sign === '=' && other.sign === '=' && isShown(value) && isTyped(one.operand.text)
    && (one.operand.text === value || Number(one.operand.text) === Number(value));
  return same ? { field: one.field, sign: ':', value } : null;
}

/** Adds a condition to the filters. @return whether that is possible */
function take({ field, sign, operand, value }, filters, tags) {
  const once = (name, content) => {
    const free = content !== null && content !== '' && !filters[name];
    filters[name] = free ? content : filters[name];
    return free;
  };
  const text = operand && valueOf(operand);
  if (field === 'resource.service.name' && sign === '=') {
    return once('service', text);
  }
  if ((field === 'name' || field === 'span:name') && sign === '=') {
    return once('operation', text);
  }
  if (field === 'status' || field === 'span:status') {
    return sign === '=' && operand?.text === 'error' && once('error', 'true');
  }
  if (field === 'duration' || field === 'span:duration') {
    const name = { '<': 'max', '>': 'min' }[sign?.[0]];
    const fits = name !== undefined && DURATION.test(operand.text) && once(`${name}Duration`, operand.text);
    filters[`${name}Sign`] = fits ? sign : filters[`${name}Sign`];
    return fits;
  }
  const key = nameOf(field);
  if (key === null) {
    return false;
  }
  if (sign === ':') {
    tags.push(tagText(key, ':', value, false));
    return true;
  }
  if (operand.kind === 'word' ? !isTyped(operand.text) : text === null) {
    return false;
  }
  const isText = operand.kind === 'string';
  const plain = isText && sign === '=' && !isShown(text);
  tags.push(tagText(key, plain ? ':' : sign === '=' ? '==' : sign, isText ? text : operand.text, isText && !plain));
  return true;
}
