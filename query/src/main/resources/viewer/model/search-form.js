// SPDX-License-Identifier: Apache-2.0
// Converts between the address of the search page, the fields of its form, and the request to the API. Pure functions.

import { readable } from './location.js';
import { NO_FILTERS, filtersOf, queryOf } from './query-form.js';
import { USUAL_SORT, orderOf } from './results.js';
import { conditionsOf, formatTags } from './tags.js';
import { askedRange, rangeFields, rangeMistakes, rangeParameters } from './time-range.js';
import { oneLine } from './traceql.js';

export const LIMITS = ['20', '50', '100', '200', '500', '1000'];

const SINGLE = ['q', 'service', 'operation', 'minDuration', 'maxDuration', 'error', 'limit'];
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
    return withText({ fields: { ...NO_FILTERS, ...pageOf(given) } }, oneLine(query));
  }
  const fields = {
    ...NO_FILTERS,
    ...pageOf(given),
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

const pageOf = (given) => ({ ...rangeFields(given), limit: given.get('limit') ?? '50' });

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
  return { ...mistakes, ...rangeMistakes(fields) };
}

/** Parameters of an address that another search keeps: how the results are shown. */
const OF_VIEW = ['plot', 'view', 'sort', 'group', 'groupSort', 'live'];

/** The address of the search for a draft. @param search that of the page, whose view is kept */
export function addressOf({ text, fields }, search = '') {
  const given = new URLSearchParams(search);
  const parameters = new URLSearchParams();
  if (text.trim()) {
    parameters.set('q', text.trim());
  }
  rangeParameters(fields).forEach(([name, value]) => parameters.set(name, value));
  parameters.set('limit', fields.limit);
  OF_VIEW.filter((name) => given.get(name)).forEach((name) => parameters.set(name, given.get(name)));
  return `/search?${readable(parameters)}`;
}

/** The request for an address's query string; parameters that the API does not have are left out. */
export function requestOf(search) {
  const given = new URLSearchParams(search);
  const asked = askedRange(search);
  SINGLE.filter((name) => given.get(name)).forEach((name) => asked.set(name, given.get(name)));
  given.getAll('tag').forEach((tag) => asked.append('tag', tag));
  if (!asked.has('limit')) {
    asked.set('limit', '50');
  }
  const { sort } = orderOf(search);
  if (sort !== USUAL_SORT) {
    asked.set('sort', sort);
  }
  return `/api/v1/traces?${asked}`;
}
