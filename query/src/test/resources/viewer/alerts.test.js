// SPDX-License-Identifier: Apache-2.0
import {
  alertRows, byReceiver, choiceOf, headingOf, limitText, matcherText, matchersOf, meets, passes, requestsOf, ruleRows, textOfLabels, undelivered, valueChart, valuesText, webAddress,
} from '/viewer/model/alerts.js';
import { equal } from './check.js';

const alert = (name, phase) => ({ alert: name, phase, labels: { service: 'front', severity: 'page' } });
const rule = (name) => ({ alert: name, labels: { service: 'front', severity: 'page' } });

export function readsTheAddress() {
  const choice = choiceOf('?view=history&state=firing&live=off&before=2026-01-31T12:00:00Z');
  equal([choice.view.name, choice.state, choice.live, choice.rule], ['history', 'firing', false, '']);
  equal(requestsOf(choice).history, '/api/v1/alerts/history?end=2026-01-31T12%3A00%3A00Z');
  equal(choiceOf('?view=nothing').view.name, 'now');
  equal(Object.keys(requestsOf(choiceOf(''))), ['alerts', 'rules', 'silences', 'deliveries']);
  equal(Object.keys(requestsOf(choiceOf('?view=rules'))), ['alerts', 'rules', 'silences']);
}

export function readsAndWritesMatchers() {
  const { matchers, mistake } = matchersOf('service=front severity=~"page|ticket" team!="a b" zone!~x.* empty=""');
  equal(mistake, null);
  equal(matchers.map(({ isRegex, isEqual }) => [isRegex, isEqual]), [[false, true], [true, true], [false, false], [true, false], [false, true]]);
  equal(matchers.map(matcherText), ['service=front', 'severity=~page|ticket', 'team!="a b"', 'zone!~x.*', 'empty=""']);
  equal(matchersOf(matchers.map(matcherText).join(' ')).matchers, matchers);
  equal(matchersOf('service=front nothing').mistake, 'nothing');
  equal(matchersOf('a>5').mistake, 'a>5');
  const labels = { alertname: 'A "quoted" name', path: 'c:\\x' };
  equal(matchersOf(textOfLabels(labels)).matchers.map(({ value }) => value), Object.values(labels));
}

export function matchesWholeValues() {
  const ok = (text, labels) => meets(labels, matchersOf(text).matchers);
  equal([ok('a=x', { a: 'x' }), ok('a=x', { a: 'xy' }), ok('a=~x', { a: 'xy' }), ok('a=~x.', { a: 'xy' })], [true, false, false, true]);
  equal([ok('a!=x', {}), ok('a=""', {}), ok('a!~x|y', { a: 'y' }), ok('a=~(', { a: '(' })], [true, true, false, false]);
}

export function filtersRows() {
  const row = { state: 'firing', name: 'CartIsSlow', labels: { severity: 'page', team: 'shop' } };
  const passing = (search) => passes(choiceOf(search), row);
  equal([passing(''), passing('?state=firing&severity=page&label=team%3Dshop&rule=cart'), passing('?state=pending'), passing('?severity=ticket'),
    passing('?label=team%3Dweb'), passing('?rule=checkout')], [true, true, false, false, false, false]);
  equal(passes(choiceOf('?severity=page'), { ...row, labels: null }), true);
}

export function joinsAlertsAndRules() {
  equal(alertRows([alert('A', 'firing'), alert('B', 'pending')], [rule('A')]).map(({ state, condition }) => [state, condition?.alert ?? null]),
    [['firing', 'A'], ['pending', null]]);
  equal(ruleRows([rule('A'), rule('B'), rule('C')], [alert('B', 'pending'), alert('C', 'firing')]).map(({ name, state }) => [name, state]),
    [['C', 'firing'], ['B', 'pending'], ['A', 'inactive']]);
  equal(headingOf([alert('A', 'firing'), alert('B', 'pending')]), '1 firing, 1 pending');
  equal(headingOf([]), 'No alert is firing');
}

export function findsWhatWasNotDelivered() {
  const attempt = (receiver, ruleName, problem) => ({ receiver, rule: ruleName, problem });
  const found = undelivered([attempt('a', 'X', null), attempt('a', 'X', 'away'), attempt('b', 'X', 'away'), attempt('b', 'X', 'gone'), attempt('b', 'Y', null)]);
  equal(found, [attempt('b', 'X', 'away')]);
}

export function drawsValuesBesideTheLimit() {
  const points = [1, 4, null, 2].map((value) => ({ value, text: value === null ? null : `${value}s`, usual: null }));
  const limit = { above: true, value: 2, text: '2s' };
  equal(valueChart({ points, limit }, 30, 40), { path: 'M0 30L10 0M30 20h1', limit: 20, band: '' });
  equal(valueChart({ points: [{ value: null }], limit }, 30, 40), null);
  equal(valuesText({ points, limit }), 'From 1s to 4s, 2s at the end; its condition holds above 2s');
}

export function drawsTheUsualValuesBehind() {
  const usual = (low, high) => ({ expected: 2, low, high, text: `${low}s to ${high}s` });
  const points = [[1, null], [2, usual(1, 3)], [4, usual(1, null)], [2, usual(1, 3)]].map(([value, band]) => ({ value, text: `${value}s`, usual: band }));
  equal(valueChart({ points, limit: null }, 30, 40), { path: 'M0 30L10 20L20 0L30 20', limit: null, band: 'M10 10L20 0L30 10L30 30L20 30L10 30Z' });
  equal(valuesText({ points, limit: null }), 'From 1s to 4s, 2s at the end; usual: 1s to 3s');
  equal(limitText({ points: points.slice(0, 1), limit: null }), 'no usual values yet');
}

export function linksToTheWebOnly() {
  equal(['https://a.example/x', 'javascript:alert(1)', 'see https://a.example'].map(webAddress), ['https://a.example/x', null, null]);
}

export function groupsFailuresByReceiver() {
  const failed = (receiver, rule) => ({ receiver, rule });
  equal(byReceiver([failed('chat', 'A'), failed('mail', 'A'), failed('chat', 'B')]).map((list) => list.map(({ receiver, rule }) => receiver + rule)), [['chatA', 'chatB'], ['mailA']]);
}
