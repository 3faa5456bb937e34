// SPDX-License-Identifier: Apache-2.0
// Tags as one line of text: key:value pairs between blanks, in double quotes where a key or a value contains blanks, or
// a key a colon or an equals sign.

/**
 * Cuts at blanks outside quotes; a quote that is never closed reaches to the end.
 *
 * @return {word, cut}: a text without its quotes, and where its first separator outside quotes is, or -1
 */
function words(text) {
  const found = [];
  let word = '';
  let cut = -1;
  let quoted = false;
  let any = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && quoted && i + 1 < text.length) {
      word += text[++i];
    } else if (c === '"') {
      quoted = !quoted;
      any = true;
    } else if (!quoted && /\s/.test(c)) {
      if (word || any) {
        found.push({ word, cut });
      }
      word = '';
      cut = -1;
      any = false;
    } else {
      if (cut < 0 && !quoted && /[:=]/.test(c)) {
        cut = word.length;
      }
      word += c;
    }
  }
  return word || any ? [...found, { word, cut }] : found;
}

/** The text of a tag as the API takes it. */
export function tagOf(key, value) {
  return `${/^[^:"<>=!~]+$/.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`}:${value}`;
}

/** @return {tags, error}: tags as the API takes them, and what could not be read */
export function parseTags(text) {
  const tags = [];
  for (const { word, cut } of words(text)) {
    // Also "key:value" as a whole in quotes.
    const at = cut < 0 ? word.search(/[:=]/) : cut;
    if (at < 1) {
      return { tags: [], error: `Write tags as key:value; “${word}” has no key and value.` };
    }
    if (cut >= 0 && (/[<>!]/.test(word[at - 1]) || word.startsWith('=~', at))) {
      return { tags: [], error: `Write tags as key:value; “${word}” is a comparison, which is not supported.` };
    }
    tags.push(tagOf(word.slice(0, at), word.slice(at + 1)));
  }
  return { tags, error: '' };
}

const quote = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const quoteIfNeeded = (text) => (/[\s"\\]/.test(text) ? quote(text) : text);

/** @param tags as the API takes them */
export function formatTags(tags) {
  return tags.map(formatTag).join(' ');
}

function formatTag(tag) {
  const quoted = /^"((?:[^"\\]|\\.)*)":(.*)$/s.exec(tag);
  return quoted
    ? `${quote(quoted[1].replace(/\\(.)/gs, '$1'))}:${quoteIfNeeded(quoted[2])}`
    : quoteIfNeeded(tag);
}
