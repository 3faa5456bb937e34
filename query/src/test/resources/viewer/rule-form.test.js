// SPDX-License-Identifier: Apache-2.0
import { NEW_RULE, fieldOf, fieldsOf, has, mistakeIn, ruleOf } from '/viewer/model/rule-form.js';
import { equal } from './check.js';

const RULES = [
  { name: 'A', service: 'front', metric: 'p99', above: '500ms' },
  { name: 'B', service: 'front', operation: 'GET /cart', kind: 'http.server', metric: 'apdex', apdex: '300ms', below: '0.9', window: '5m', 'minimum-calls': '100',
    for: '2m', 'keep-firing-for': '5m', missing: 'resolve', severity: 'page', labels: { team: 'shop' }, annotations: { runbook: 'https://wiki.example/a?b=c', note: 'two "words"' }, receivers: ['chat'] },
  { name: 'C', caller: 'front', callee: 'kafka orders', metric: 'error-ratio', above: '5%', receivers: [] },
  { name: 'D', service: 'orders', metric: 'no-data', window: '10m' },
  { name: 'E', service: 'front', metric: 'rate', below: '-40%', 'compared-with': 'week', window: '30m', 'minimum-calls': '20' },
  { name: 'F', service: 'front', metric: 'p99', anomaly: {} },
  { name: 'G', service: 'front', metric: 'p50', anomaly: { sensitivity: 'high', side: 'both', 'least-change': '30%' } },
  { name: 'H', service: 'front', slo: { objective: '99.9%' } },
  { name: 'I', service: 'front', slo: { objective: '99%', latency: '300ms', 'burn-rates': [{ long: '2h', short: '10m', factor: '5', severity: 'page' }, { long: '3d', short: '6h', factor: '1' }] } },
];

export function aRuleIsTheSameAfterTheForm() {
  RULES.forEach((rule) => {
    equal(mistakeIn(fieldsOf(rule)), null);
    equal(sorted(ruleOf(fieldsOf(rule))), sorted(rule));
  });
}

export function numbersOfARuleAreTexts() {
  equal(sorted(ruleOf(fieldsOf({ name: 'A', service: 'a', metric: 'error-ratio', above: 0.05, 'minimum-calls': 7 }))),
    sorted({ name: 'A', service: 'a', metric: 'error-ratio', 'minimum-calls': '7', above: '0.05' }));
}

export function whatHasNoMeaningForTheConditionIsLeftOut() {
  const fields = { ...NEW_RULE, name: 'A', service: 'a', limit: '1s', objective: '99%', leastChange: '10%', before: 'day', apdex: '1s', caller: 'b' };
  equal(sorted(ruleOf(fields)), sorted({ name: 'A', service: 'a', metric: 'p99', above: '1s' }));
  equal(ruleOf({ ...fields, condition: 'change' })['compared-with'], 'day');
  equal(sorted(ruleOf({ ...fields, condition: 'no-data' })), sorted({ name: 'A', service: 'a', metric: 'no-data' }));
  equal(sorted(ruleOf({ ...fields, condition: 'slo' })), sorted({ name: 'A', service: 'a', slo: { objective: '99%' } }));
  equal(sorted(ruleOf({ ...fields, condition: 'anomaly' })), sorted({ name: 'A', service: 'a', metric: 'p99', anomaly: { 'least-change': '10%' } }));
  equal(sorted(ruleOf({ ...fields, target: 'edge', callee: 'c' })), sorted({ name: 'A', caller: 'b', callee: 'c', metric: 'p99', above: '1s' }));
  equal([has({ ...fields, metric: 'rate' }, 'minimumCalls'), has({ ...fields, metric: 'apdex' }, 'apdex')], [false, true]);
}

export function findsWhatIsMissing() {
  const field = (changes) => mistakeIn({ ...NEW_RULE, name: 'A', service: 'a', limit: '1s', ...changes })?.field ?? null;
  equal([field({}), field({ name: ' ' }), field({ service: '' }), field({ target: 'edge', callee: 'b' }), field({ limit: '' }), field({ metric: '' })],
    [null, 'name', 'service', 'caller', 'limit', 'metric']);
  equal([field({ condition: 'slo' }), field({ condition: 'slo', objective: '99%', burnRates: '1h 5m' }), field({ labels: 'team' }), field({ annotations: 'a=~b' })],
    ['objective', 'burnRates', 'labels', 'annotations']);
}

export function findsTheFieldOfAMistake() {
  equal(['above', 'below', 'slo.burn-rates[1].short', 'anomaly.least-change', 'keep-firing-for', 'labels', 'receivers', 'name', 'tenant', null].map(fieldOf),
    ['limit', 'limit', 'burnRates', 'leastChange', 'keep', 'labels', 'receivers', 'name', null, null]);
}

const sorted = (value) => (Array.isArray(value) ? value.map(sorted)
  : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort().map(([key, part]) => [key, sorted(part)])) : value);
