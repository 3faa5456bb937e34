// SPDX-License-Identifier: Apache-2.0
// Attribute values in a form to read: JSON indented, SQL with a line for each clause. Only blanks change. Pure functions.

const SQL_KEYS = new Set(['db.query.text', 'db.statement']);
/** Longer ones are shown as they are. */
const LONGEST = 20000;
const STARTS_LINE = /^(select|from|where|having|limit|offset|union|except|intersect|values|set|returning|insert|update|delete|with|join|left|right|inner|outer|full|cross|group|order|on)$/i;
/** Words that belong to the word before them. */
const CONTINUES = { join: /^(left|right|inner|outer|full|cross|natural)$/i, outer: /^(left|right|full)$/i, from: /^(delete|distinct)$/i, all: /^union$/i, on: /^$/, set: /^$/, update: /^for$/i };
const CONDITION = /^(and|or)$/i;
const TOKEN = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$)|\s+|[\p{L}_][\p{L}\p{N}_$.]*|[^\s]/gu;

/** The text to show for a value. */
export function pretty(key, text) {
  if (text.length > LONGEST) {
    return text;
  }
  return SQL_KEYS.has(key) ? prettySql(text) : prettyJson(text);
}

/** A text that is an object or a list as JSON, with a line for each part; any other text as it is. */
export function prettyJson(text) {
  if (!/^\s*[[{]/.test(text)) {
    return text;
  }
  try {
    const value = JSON.parse(text);
    // Numbers that JavaScript cannot represent, and repeated keys, would change.
    return squeezed(JSON.stringify(value)) === squeezed(text) ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

const squeezed = (text) => text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part[0] === '"' ? part : ''));

/** A statement with a line for each clause and condition. Short ones stay in one line. */
export function prettySql(text) {
  if (text.length <= 60 || /\n/.test(text.trim())) {
    return text;
  }
  const lines = [];
  let line = '';
  let depth = 0;
  let before = '';
  const end = (indent) => {
    lines.push(line.trimEnd());
    line = '  '.repeat(indent);
  };
  for (const [token] of text.trim().matchAll(TOKEN)) {
    if (/^\s/.test(token)) {
      line += line.trim() === '' ? '' : ' ';
      continue;
    }
    const joins = CONTINUES[token.toLowerCase()]?.test(before);
    if (line.trim() !== '' && !joins && (STARTS_LINE.test(token) && depth === 0)) {
      end(0);
    } else if (line.trim() !== '' && depth === 0 && CONDITION.test(token) && !/^between$/i.test(between(line))) {
      end(1);
    }
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    line += token;
    if (token.startsWith('--')) {
      line = line.trimEnd();
      end(0);
    }
    before = token;
  }
  lines.push(line.trimEnd());
  return lines.filter((one) => one !== '').join('\n');
}

/** `between` if an `and` at the end of a line would belong to it. */
const between = (line) => /\b(between)\s+\S+\s*$/i.exec(line)?.[1] ?? '';
