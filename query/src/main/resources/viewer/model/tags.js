// SPDX-License-Identifier: Apache-2.0
// Tags: as one line of text in a field, and in the form of the API. Pure functions.

import { pairOf, quote, words } from './words.js';

const PLAIN_KEY = /^[^:"<>=!~]+$/;
/** A comparison has its sign before the value: status>500, status>=500, name!=x, name=~x, status:>500. */
const COMPARISON = /^[^:=]*[<>!~]|^[^:=]+=[=~]|^[^:=]+[:=][<>]/;

/** A tag in the form of the API: an ambiguous key is in double quotes. */
export const tagOf = (key, value) => `${PLAIN_KEY.test(key) ? key : quote(key)}:${value}`;

/** @return {tags, error}: tags in the form of the API, and the part that could not be read */
export function parseTags(text) {
  const tags = [];
  for (const word of words(text)) {
    const pair = pairOf(word);
    const error = mistakeIn(word, pair);
    if (error) {
      return { tags: [], error };
    }
    tags.push(tagOf(pair.key, pair.value));
  }
  return { tags, error: '' };
}

function mistakeIn({ text, bare }, pair) {
  if (COMPARISON.test(bare)) {
    return `“${text}” is a comparison. Tags can only be searched for as key:value; quotes take the sign as it is.`;
  }
  if (!pair) {
    return `Write tags as key:value; “${text}” has no key and value.`;
  }
  return bare.includes('*')
    ? `“${text}” has a wildcard. Tags are compared as a whole; quotes take the * as it is.`
    : '';
}

/** @param tags in the form of the API */
export function formatTags(tags) {
  return tags.map(formatTag).join(' ');
}

function formatTag(tag) {
  const quoted = /^"((?:[^"\\]|\\.)*)":(.*)$/s.exec(tag);
  if (quoted) {
    return `${quote(quoted[1].replace(/\\(.)/gs, '$1'))}:${quote(quoted[2])}`;
  }
  return /[\s"\\*]/.test(tag) || COMPARISON.test(tag) ? quote(tag) : tag;
}
