// SPDX-License-Identifier: Apache-2.0
// Tags as one line of text: key:value pairs between blanks, in double quotes where a value contains blanks.

/** Cuts at blanks outside quotes; a quote that is never closed reaches to the end. */
function words(text) {
  const found = [];
  let word = '';
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
        found.push(word);
      }
      word = '';
      any = false;
    } else {
      word += c;
    }
  }
  return word || any ? [...found, word] : found;
}

/** @return {tags, error}: key:value texts as the API takes them, and what could not be read */
export function parseTags(text) {
  const tags = [];
  for (const word of words(text)) {
    const cut = word.search(/[:=]/);
    if (cut < 1) {
      return { tags: [], error: `Write tags as key:value; “${word}” has no key and value.` };
    }
    tags.push(`${word.slice(0, cut)}:${word.slice(cut + 1)}`);
  }
  return { tags, error: '' };
}

export function formatTags(tags) {
  return tags
    .map((tag) => (/[\s"\\]/.test(tag) ? `"${tag.replace(/["\\]/g, '\\$&')}"` : tag))
    .join(' ');
}
