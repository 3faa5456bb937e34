// SPDX-License-Identifier: Apache-2.0
// The words of a query in TraceQL, as far as the form and the completion need them; the service parses queries. Pure functions.

const SIGNS = ['!>>', '!<<', '&>>', '&<<', '!>', '!<', '!~', '&>', '&<', '&~', '&&', '||', '>>', '<<', '>=', '<=', '!=', '=~'];
const ENDS_A_WORD = /[\s{}()=~!<>&|^,]/;
const ESCAPES = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const BARE_NAME = /^[\p{L}_/:-][\p{L}\p{N}_.\-/:]*$/u;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
export const DURATION = /^-?(\d+(\.\d+)?(ns|us|µs|μs|ms|s|m|h|d|w|y))+$/;

/**
 * Cuts a text into tokens; blanks are left out. A word may contain a part in quotes: `span."cart size"`.
 *
 * @return for each its `kind` (word, string, sign or comment), `text`, `start` and `end`; `open` if its end is missing
 */
export function tokens(text) {
  const found = [];
  for (let at = 0; at < text.length;) {
    const start = at;
    let kind = 'sign';
    let open = false;
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      kind = 'comment';
      const end = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2;
      open = end < at + 2;
      at = open ? text.length : end;
    } else if (text[at] === '"' || text[at] === '`') {
      kind = 'string';
      [at, open] = endOfString(text, at);
    } else if (ENDS_A_WORD.test(text[at])) {
      at += (SIGNS.find((sign) => text.startsWith(sign, at)) ?? text[at]).length;
    } else {
      kind = 'word';
      while (at < text.length && !ENDS_A_WORD.test(text[at]) && !open) {
        if (text[at] === '"') {
          [at, open] = endOfString(text, at);
        } else {
          at++;
        }
      }
    }
    found.push({ kind, text: text.slice(start, at), start, end: at, open });
  }
  return found;
}

function endOfString(text, start) {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    at += text[at] === '\\' && quote === '"' ? 2 : 1;
  }
  return at < text.length ? [at + 1, false] : [text.length, true];
}

/** True while a brace, a parenthesis or a string is open, as while somebody types. */
export function isUnfinished(text) {
  const all = tokens(text);
  const count = (...signs) => all.filter((token) => signs.includes(token.text)).length;
  return count('{', '(') !== count('}', ')') || all.some(({ open }) => open);
}

/** The same query in one line, without comments. */
export function oneLine(text) {
  if (!/[\n\r]|\/[/*]/.test(text)) {
    return text;
  }
  let line = '';
  let end = 0;
  for (const token of tokens(text)) {
    if (token.kind !== 'comment') {
      line += (token.start > end && line ? ' ' : '') + token.text;
      end = token.end;
    }
  }
  return line.trim();
}

/** The query with one more stage at the end, before its hints. */
export function withStage(query, stage) {
  const text = oneLine(query).trim();
  const hints = tokens(text).find((token) => token.kind === 'word' && token.text === 'with');
  return hints ? `${text.slice(0, hints.start).trim()} | ${stage} ${text.slice(hints.start)}` : `${text} | ${stage}`;
}

/** A string in quotes. */
export function stringOf(value) {
  const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `"${escaped.replace(/[\u0000-\u001f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** The value of a token that is a string; null if it has an escape that is not known here. */
export function valueOf(token) {
  if (token.kind !== 'string' || token.open) {
    return null;
  }
  const inner = token.text.slice(1, -1);
  if (token.text[0] === '`') {
    return inner.replaceAll('\r', '');
  }
  let known = true;
  const value = inner.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (all, escape) => {
    known &&= escape in ESCAPES || escape.length === 5;
    return escape.length === 5 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : ESCAPES[escape];
  });
  return known ? value : null;
}

/** An attribute without scope, as a query writes it. */
export function attributeOf(name) {
  return BARE_NAME.test(name) ? `.${name}` : `."${name.replace(/["\\]/g, '\\$&')}"`;
}

/** The name of an attribute without scope; null if the word is none. */
export function nameOf(word) {
  const quoted = /^\."((?:[^"\\]|\\.)*)"$/s.exec(word);
  if (quoted) {
    return quoted[1].replace(/\\(.)/gs, '$1');
  }
  return /^\.[^"\d]/.test(word) && !word.includes('"') ? word.slice(1) : null;
}

/** True for a number, a duration or a boolean without quotes. */
export const isTyped = (text) => NUMBER.test(text) || DURATION.test(text) || text === 'true' || text === 'false';

/** True for a number or boolean that a trace shows with this text; `007` is none. */
export const isShown = (text) => /^(-?(0|[1-9]\d{0,17})(\.\d{1,15})?|true|false)$/.test(text);

/** The condition that an attribute has a value which is shown as this text. */
export function shownAs(attribute, value) {
  const asText = `${attribute} = ${stringOf(value)}`;
  return isShown(value) ? `(${attribute} = ${value} || ${asText})` : asText;
}
