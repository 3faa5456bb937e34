// SPDX-License-Identifier: Apache-2.0
// Converts between the address of the search page, the fields of its form, and the request to the API. Pure functions.

import { readable } from './location.js';
import { NO_FILTERS, filtersOf, queryOf } from './query-form.js';
import { conditionsOf, formatTags } from './tags.js';
import { oneLine } from './traceql.js';

export const LOOKBACKS = [
  ['5m', 'Last 5 minutes'],
  ['15m', 'Last 15 minutes'],
  ['1h', 'Last hour'],
  ['3h', 'Last 3 hours'],
  ['12h', 'Last 12 hours'],
  ['24h', 'Last 24 hours'],
  ['2d', 'Last 2 days'],
  ['7d', 'Last 7 days'],
  ['14d', 'Last 14 days'],
];
export const LIMITS = ['20', '50', '100', '200', '500', '1000'];
export const CUSTOM = 'custom';

const SINGLE = ['q', 'service', 'operation', 'minDuration', 'maxDuration', 'error', 'start', 'end', 'lookback', 'limit'];
const DURATION = /^(\d+(\.\d+)?\s*(ns|us|µs|μs|ms|s|m|h|d|w|y)\s*)+$/;

/**
 * The search of an address's query string while it is edited.
 *
 * @return its `text` in TraceQL, the `fields` of the form, and whether the form can express the text (`inForm`)
 */
export function draftOf(search) {
  const given = new URLSearchParams(search);
  const query = given.get('q');
  if (query) {
    return withText({ fields: { ...NO_FILTERS, ...rangeOf(given) } }, oneLine(query));
  }
  const fields = {
    ...NO_FILTERS,
    ...rangeOf(given),
    service: given.get('service') ?? '',
    operation: given.get('operation') ?? '',
    tags: formatTags(given.getAll('tag')),
    minDuration: given.get('minDuration') ?? '',
    maxDuration: given.get('maxDuration') ?? '',
    error: given.get('error') ?? '',
  };
  return { ...withFields({ text: '' }, fields), inForm: fields.error !== 'false' };
}

/** The draft with another text. The form keeps the filters of the last text that it could express. */
export function withText(draft, text) {
  const filters = filtersOf(text);
  return { text, fields: { ...draft.fields, ...filters }, inForm: filters !== null };
}

/** The draft with other fields. The text stays while a field has a mistake. */
export function withFields(draft, fields) {
  return { text: queryOf(fields) ?? draft.text, fields, inForm: true };
}

function rangeOf(given) {
  const custom = given.has('start') || given.has('end');
  return {
    lookback: custom ? CUSTOM : given.get('lookback') ?? '1h',
    start: localTime(given.get('start')),
    end: localTime(given.get('end')),
    limit: given.get('limit') ?? '50',
  };
}

export const LABELS = {
  q: 'Query',
  service: 'Service',
  operation: 'Operation',
  tags: 'Tags',
  minDuration: 'Longer than',
  maxDuration: 'Shorter than',
  error: 'Only spans with errors',
  lookback: 'Time range',
  start: 'From',
  end: 'To',
  limit: 'Traces on a page',
};

/** The name of the field for a parameter of the API. */
export const fieldFor = (parameter) => (parameter === 'tag' ? 'tags' : parameter);

/** The label of the field for a parameter of the API; undefined if it has none. */
export const labelFor = (parameter) => LABELS[fieldFor(parameter)];

/** The mistakes in the fields, by name; empty if a search can be made. */
export function mistakesIn(fields) {
  const mistakes = {};
  for (const name of ['minDuration', 'maxDuration']) {
    if (fields[name] && !DURATION.test(fields[name].trim())) {
      mistakes[name] = 'A number with a unit, such as 10ms or 1.5s';
    }
  }
  const { error } = conditionsOf(fields.tags);
  if (error) {
    mistakes.tags = error;
  }
  if (fields.lookback === CUSTOM) {
    if (!fields.start) {
      mistakes.start = 'When to begin';
    } else if (fields.end && fields.start >= fields.end) {
      mistakes.end = 'Must be after the start';
    }
  }
  return mistakes;
}

/** The address of the search for a draft. */
export function addressOf({ text, fields }) {
  const parameters = new URLSearchParams();
  if (text.trim()) {
    parameters.set('q', text.trim());
  }
  rangeParameters(fields).forEach(([name, value]) => parameters.set(name, value));
  parameters.set('limit', fields.limit);
  return `/search?${readable(parameters)}`;
}

/** The time range as parameters of the API. */
export function rangeParameters(fields) {
  const time = (name) => (fields[name] ? [[name, new Date(fields[name]).toISOString()]] : []);
  return fields.lookback === CUSTOM ? [...time('start'), ...time('end')] : [['lookback', fields.lookback]];
}

/** The request for an address's query string; parameters that the API does not have are left out. */
export function requestOf(search) {
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams();
  SINGLE.filter((name) => given.get(name)).forEach((name) => asked.set(name, given.get(name)));
  given.getAll('tag').forEach((tag) => asked.append('tag', tag));
  if (!asked.has('limit')) {
    asked.set('limit', '50');
  }
  if (!asked.has('start') && !asked.has('lookback')) {
    asked.set('lookback', '1h');
  }
  return `/api/v1/traces?${asked}`;
}

/** The value for a datetime-local field, in the user's time zone; '' if the text is not a time. */
function localTime(text) {
  if (!text) {
    return '';
  }
  const at = new Date(/^\d{13}$/.test(text) ? Number(text) : text);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}
