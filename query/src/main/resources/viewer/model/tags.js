// SPDX-License-Identifier: Apache-2.0
// Tags: as one line of text in a field, in the form of the API, and as conditions of a query. Pure functions.

import { attributeOf, isTyped, shownAs, stringOf } from './traceql.js';
import { quote, wordAtSign, words } from './words.js';

const PLAIN_KEY = /^[^:"<>=!~]+$/;
const OF_API = /^([^:"<>=!~]+|"(?:[^"\\]|\\.)*")(==|=~|!~|!=|<=|>=|[:=<>])(.*)$/s;

/** A tag in the form of the API: an ambiguous key is in double quotes. */
export const tagOf = (key, value) => `${PLAIN_KEY.test(key) ? key : quote(key)}:${value}`;

/** @return {conditions, error}: conditions of a query in TraceQL, and a sentence on the part that could not be read */
export function conditionsOf(text) {
  const conditions = [];
  for (const word of words(text)) {
    const tag = wordAtSign(word);
    const error = mistakeIn(word, tag);
    if (error) {
      return { conditions: [], error };
    }
    conditions.push(conditionOf(tag));
  }
  return { conditions, error: '' };
}

function conditionOf({ key, sign, value, quoted }) {
  const attribute = attributeOf(key);
  if (sign === ':' || sign === '=') {
    return shownAs(attribute, value);
  }
  const operator = sign === '==' ? '=' : sign;
  const typed = !operator.includes('~') && !quoted && isTyped(value);
  return `${attribute} ${operator} ${typed ? value : stringOf(value)}`;
}

function mistakeIn({ text }, tag) {
  if (!tag) {
    return `Write tags as key:value or key>=value; “${text}” has no key and value.`;
  }
  const { key, sign, value, quoted } = tag;
  const equality = sign === ':' || sign === '=' || sign === '==';
  if (equality && !quoted && /^[<>!~]/.test(value)) {
    return `“${text}” has two signs. Write ${key}${value} for a comparison; quotes take the sign as it is.`;
  }
  return equality && !quoted && (value.includes('*') || tag.wildcardKey)
    ? `“${text}” has a wildcard. Write ${key}=~"${value.replaceAll('*', '.*')}" for a regular expression; quotes take the * as it is.`
    : '';
}

/** A tag as the field shows it. @param isText whether a value that looks like a number is text */
export function tagText(key, sign, value, isText) {
  if (sign === ':') {
    return formatTag(tagOf(key, value));
  }
  const plainKey = PLAIN_KEY.test(key) && !/[\s"\\*]/.test(key);
  const bare = value !== '' && !/[\s"\\]/.test(value) && !(isText && isTyped(value)) && !/^[=~<>!:]/.test(value)
    && !(value.includes('*') && !sign.includes('~'));
  return `${plainKey ? key : quote(key)}${sign}${bare ? value : quote(value)}`;
}

/** @param tags in the form of the API */
export function formatTags(tags) {
  return tags.map(formatTag).join(' ');
}

function formatTag(tag) {
  const [, givenKey, sign, value] = OF_API.exec(tag) ?? [];
  if (sign === undefined) {
    return tag;
  }
  const isQuoted = givenKey.startsWith('"');
  const key = isQuoted ? givenKey.slice(1, -1).replace(/\\(.)/gs, '$1') : givenKey;
  if (sign !== ':' && sign !== '=') {
    const text = /^"((?:[^"\\]|\\.)*)"$/s.exec(value);
    return text ? tagText(key, sign, text[1].replace(/\\(.)/gs, '$1'), true) : tagText(key, sign, value, false);
  }
  if (isQuoted) {
    return `${quote(key)}:${quote(value)}`;
  }
  return /[\s"\\*]/.test(tag) || /^[<>=!~]/.test(value) ? quote(`${key}:${value}`) : `${key}:${value}`;
}
