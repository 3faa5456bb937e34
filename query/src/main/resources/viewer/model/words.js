// SPDX-License-Identifier: Apache-2.0
// The syntax of all text fields: words between blanks, `key:value` or `key=value`, and double quotes around literal
// text. Pure functions.

/** Cannot be typed: stands for a character that was inside quotes. */
const QUOTED = '\u0000';

/**
 * Cuts at blanks outside quotes; a quote that is never closed reaches to the end.
 *
 * @return for each word its `text`, and `bare`: the same with every quoted character replaced by one without special
 *     meaning
 */
export function words(text) {
  const found = [];
  let word = null;
  let quoted = false;
  const add = (c, bare) => {
    word ??= { text: '', bare: '' };
    word.text += c;
    word.bare += bare;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && quoted && i + 1 < text.length) {
      add(text[++i], QUOTED);
    } else if (c === '"') {
      quoted = !quoted;
      add('', '');
    } else if (!quoted && /\s/.test(c)) {
      if (word) {
        found.push(word);
      }
      word = null;
    } else {
      add(c, quoted ? QUOTED : c);
    }
  }
  return word ? [...found, word] : found;
}

/** The key and value of a word, cut at the first colon or equals sign; null if it has no such sign, or nothing before it. */
export function pairOf({ text, bare }) {
  const sign = bare.search(/[:=]/);
  const cut = sign < 0 ? text.search(/[:=]/) : sign;
  return cut < 1 ? null : { key: text.slice(0, cut), value: text.slice(cut + 1) };
}

/**
 * The parts of a tag: `key`, `sign`, `value`; `quoted` if the value has a part in quotes, `wildcardKey` if the key has a
 * `*` outside of quotes. A word that is in quotes as a whole is cut at its first colon or equals sign. Null for no tag.
 */
export function wordAtSign({ text, bare }) {
  const found = /==|=~|!~|!=|<=|>=|[:=<>]/.exec(bare);
  if (!found) {
    const pair = pairOf({ text, bare });
    return pair && { ...pair, sign: ':', quoted: true, wildcardKey: false };
  }
  const cut = found.index;
  const from = cut + found[0].length;
  return cut < 1 ? null : {
    key: text.slice(0, cut),
    sign: found[0],
    value: text.slice(from),
    quoted: bare.slice(from).includes(QUOTED),
    wildcardKey: bare.slice(0, cut).includes('*'),
  };
}

export const quote = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`;
