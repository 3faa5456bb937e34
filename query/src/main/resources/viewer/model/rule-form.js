// SPDX-License-Identifier: Apache-2.0
// The form of an alert rule: its fields as texts, the rule as the API has it, and the field of a mistake. Pure functions.

import { matchersOf, textOfLabels } from './alerts.js';

export const CONDITIONS = [
  ['threshold', 'A value above or below a limit'],
  ['change', 'A change against the same time of an earlier day'],
  ['no-data', 'No calls at all'],
  ['slo', 'The error budget of an SLO is spent too fast'],
  ['anomaly', 'A value that is unusual for its hour'],
];

export const KINDS = [
  ['', 'all of its own work'], ['http.server', 'HTTP requests served'], ['rpc.server', 'RPCs served'], ['messaging.process', 'messages processed'], ['job', 'jobs'],
  ['http.client', 'HTTP requests sent'], ['rpc.client', 'RPCs sent'], ['db.client', 'statements of databases'], ['messaging.client', 'messages sent'],
];

/** The keys of the API that are one field each, by the name of the field, and the conditions that have it; null for all. */
const KEYS = {
  name: ['name', null], service: ['service', null], caller: ['caller', null], callee: ['callee', null], operation: ['operation', null], kind: ['kind', null],
  metric: ['metric', ['threshold', 'change', 'anomaly']], apdex: ['apdex', ['threshold', 'change', 'anomaly']],
  before: ['compared-with', ['change']], window: ['window', ['threshold', 'change', 'no-data']],
  minimumCalls: ['minimum-calls', ['threshold', 'change', 'slo', 'anomaly']],
  objective: ['slo.objective', ['slo']], latency: ['slo.latency', ['slo']],
  sensitivity: ['anomaly.sensitivity', ['anomaly']], usualSide: ['anomaly.side', ['anomaly']], leastChange: ['anomaly.least-change', ['anomaly']],
  for: ['for', null], keep: ['keep-firing-for', null], missing: ['missing', null], severity: ['severity', null],
};

export const NEW_RULE = {
  ...Object.fromEntries(Object.keys(KEYS).map((name) => [name, ''])),
  condition: 'threshold', target: 'service', metric: 'p99', side: 'above', limit: '', before: 'week', burnRates: '', labels: '', annotations: '', receivers: null,
};

const at = (rule, key) => key.split('.').reduce((part, name) => part?.[name], rule);

/** True if a rule of these fields has the field. */
export function has({ condition, target, metric }, name) {
  const of = { limit: ['threshold', 'change'], burnRates: ['slo'] }[name] ?? KEYS[name]?.[1] ?? null;
  if (of !== null && !of.includes(condition)) {
    return false;
  }
  switch (name) {
    case 'service': return target === 'service';
    case 'caller': case 'callee': return target === 'edge';
    case 'apdex': return metric.trim() === 'apdex';
    case 'minimumCalls': return metric.trim() !== 'rate' || condition === 'slo' || condition === 'change';
    default: return true;
  }
}

/** The fields of a rule of the API. */
export function fieldsOf(rule) {
  const fields = { ...NEW_RULE, metric: '' };
  Object.entries(KEYS).forEach(([name, [key]]) => {
    fields[name] = String(at(rule, key) ?? '');
  });
  fields.before ||= NEW_RULE.before;
  fields.target = rule.caller === undefined ? 'service' : 'edge';
  fields.condition = conditionOf(rule);
  fields.side = rule.below === undefined ? 'above' : 'below';
  fields.limit = String(rule.above ?? rule.below ?? '');
  fields.burnRates = (rule.slo?.['burn-rates'] ?? [])
    .map(({ long, short, factor, severity }) => [long, short, factor, severity].filter((part) => part !== undefined).join(' ')).join(', ');
  fields.labels = textOfLabels(rule.labels ?? {});
  fields.annotations = textOfLabels(rule.annotations ?? {});
  fields.receivers = rule.receivers ?? null;
  return fields;
}

function conditionOf(rule) {
  if (rule.slo !== undefined) {
    return 'slo';
  }
  if (rule.metric === 'no-data') {
    return 'no-data';
  }
  return rule.anomaly !== undefined ? 'anomaly' : rule['compared-with'] !== undefined ? 'change' : 'threshold';
}

/** The rule of the fields, as the API takes it: without what is empty, or has no meaning for its condition. */
export function ruleOf(fields) {
  const rule = {};
  const put = (key, value) => {
    const path = key.split('.');
    const last = path.pop();
    path.reduce((part, name) => (part[name] ??= {}), rule)[last] = value;
  };
  if (fields.condition === 'anomaly') {
    rule.anomaly = {};
  }
  Object.entries(KEYS).forEach(([name, [key]]) => {
    const text = fields[name].trim();
    if (text !== '' && has(fields, name)) {
      put(key, text);
    }
  });
  if (fields.condition === 'no-data') {
    rule.metric = 'no-data';
  }
  if (has(fields, 'limit') && fields.limit.trim() !== '') {
    rule[fields.side] = fields.limit.trim();
  }
  if (has(fields, 'burnRates') && fields.burnRates.trim() !== '') {
    put('slo.burn-rates', burnRatesOf(fields.burnRates));
  }
  ['labels', 'annotations'].forEach((name) => {
    const pairs = pairsOf(fields[name]);
    if (Object.keys(pairs).length > 0) {
      rule[name] = pairs;
    }
  });
  return fields.receivers === null ? rule : { ...rule, receivers: fields.receivers };
}

const pairsOf = (text) => Object.fromEntries(matchersOf(text).matchers.map(({ name, value }) => [name, value]));

const burnRatesOf = (text) => text.split(',').map((rate) => {
  const [long, short, factor, ...severity] = rate.trim().split(/\s+/);
  return { long, short, factor, ...(severity.length > 0 ? { severity: severity.join(' ') } : {}) };
});

/** The first mistake that needs no answer of the API, as `field` and `text`; null if there is none. */
export function mistakeIn(fields) {
  const empty = (name) => has(fields, name) && fields[name].trim() === '';
  const needed = [
    ['name', 'Give a name.'], ['service', 'Give the name of a service.'], ['caller', 'Give the service that calls.'],
    ['callee', 'Give the host, database or topic that is called, as the map has it.'], ['metric', 'Give a metric, such as p99.'],
    ['limit', 'Give a limit, such as 500ms for a quantile, or 5% for a ratio.'], ['objective', 'Give an objective, such as 99.9%.'],
  ].find(([name]) => empty(name));
  if (needed) {
    return { field: needed[0], text: needed[1] };
  }
  if (has(fields, 'burnRates') && fields.burnRates.trim() !== '' && burnRatesOf(fields.burnRates).some(({ factor }) => factor === undefined)) {
    return { field: 'burnRates', text: 'Give a long window, a short one and a factor, such as 2h 10m 5, with commas between burn rates.' };
  }
  const pairs = ['labels', 'annotations'].find((name) => {
    const { matchers, mistake } = matchersOf(fields[name]);
    return mistake !== null || matchers.some(({ isRegex, isEqual }) => isRegex || !isEqual);
  });
  return pairs ? { field: pairs, text: 'Give names and values, such as team=shop or note="two words".' } : null;
}

/** The field of a mistake that the API reports; null if it is that of no field. @param parameter the path of a key */
export function fieldOf(parameter) {
  if (parameter === 'above' || parameter === 'below') {
    return 'limit';
  }
  const whole = Object.entries(KEYS).find(([, [key]]) => key === parameter)?.[0];
  const part = { 'slo.burn-rates': 'burnRates', labels: 'labels', annotations: 'annotations', receivers: 'receivers' };
  return whole ?? Object.entries(part).find(([key]) => parameter?.startsWith(key))?.[1] ?? null;
}
