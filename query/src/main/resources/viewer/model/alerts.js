// SPDX-License-Identifier: Apache-2.0
// The page of alerts: its address, its requests, and the rows that pass its filters. Pure functions.

import { millis } from './format.js';
import { wordAtSign, words } from './words.js';

/** The views of the page, each with the states that it can be filtered by. */
export const VIEWS = [
  { name: 'now', title: 'Firing and pending', states: ['firing', 'pending'], hasLabels: true },
  { name: 'rules', title: 'Rules', states: ['firing', 'pending', 'resolved', 'inactive'], hasLabels: true },
  { name: 'history', title: 'History', states: ['firing', 'pending', 'resolved', 'inactive'], hasLabels: true },
  { name: 'deliveries', title: 'Deliveries', states: ['failed', 'delivered'], hasLabels: false },
  { name: 'silences', title: 'Silences', states: ['active', 'pending', 'expired'], hasLabels: false },
];

/** The lengths of a silence that the form offers, in minutes. */
export const LENGTHS = [
  [30, '30 minutes'], [60, '1 hour'], [120, '2 hours'], [360, '6 hours'], [720, '12 hours'], [1440, '1 day'], [4320, '3 days'], [10080, '7 days'],
];

const SIGNS = { '=': [false, true], ':': [false, true], '==': [false, true], '!=': [false, false], '=~': [true, true], '!~': [true, false] };

/** The choices that an address has; '' for none. */
export function choiceOf(search) {
  const given = new URLSearchParams(search);
  const text = (name) => given.get(name) ?? '';
  return {
    view: VIEWS.find(({ name }) => name === text('view')) ?? VIEWS[0],
    state: text('state'),
    severity: text('severity'),
    label: text('label'),
    rule: text('rule'),
    before: text('before'),
    live: text('live') !== 'off',
  };
}

/** The requests of a view, by name. */
export function requestsOf({ view, before }) {
  const older = before ? `?end=${encodeURIComponent(before)}` : '';
  const all = { alerts: '/api/v1/alerts', rules: '/api/v1/alert-rules', silences: '/api/v1/silences' };
  if (view.name === 'history') {
    return { ...all, history: `/api/v1/alerts/history${older}` };
  }
  return view.name === 'now' || view.name === 'deliveries' ? { ...all, deliveries: `/api/v1/alerts/deliveries${older}` } : all;
}

/** The request for the last values of an alert, up to its last evaluation if that is known. */
export const valuesPath = (alert, end) => `/api/v1/alerts/values?${new URLSearchParams([['alert', alert], ...(end ? [['end', end]] : [])])}`;

/**
 * Conditions on labels as they are written: service=front severity=~"page|ticket" team!=web.
 *
 * @return the `matchers` as the API has them, and the first word that is none as `mistake`, or null
 */
export function matchersOf(text) {
  const matchers = [];
  for (const word of words(text)) {
    const pair = wordAtSign(word);
    const flags = pair && SIGNS[pair.sign];
    if (!flags) {
      return { matchers, mistake: word.text };
    }
    matchers.push({ name: pair.key, value: pair.value, isRegex: flags[0], isEqual: flags[1] });
  }
  return { matchers, mistake: null };
}

/** A matcher as it is written. */
export function matcherText({ name, value, isRegex, isEqual }) {
  const sign = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return `${name}${sign}${value === '' || /[\s"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value}`;
}

/** The matchers of exactly these labels. */
export const textOfLabels = (labels) => Object.entries(labels).map(([name, value]) => matcherText({ name, value, isRegex: false, isEqual: true })).join(' ');

/** Returns whether labels meet all matchers; a label that is not there is an empty text. */
export const meets = (labels, matchers) => matchers.every(({ name, value, isRegex, isEqual }) => {
  const own = labels[name] ?? '';
  return (isRegex ? isWhole(value, own) : own === value) === isEqual;
});

function isWhole(pattern, text) {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    // The service has another syntax (RE2), and refuses what is wrong in it.
    return false;
  }
}

/** True if a row passes the filters. @param row has `state`, `name`, and `labels` or null */
export function passes({ state, severity, label, rule }, row) {
  return (state === '' || row.state === state)
    && (rule === '' || row.name.toLowerCase().includes(rule.trim().toLowerCase()))
    && (row.labels === null || ((severity === '' || row.labels.severity === severity) && meets(row.labels, matchersOf(label).matchers)));
}

/** All severities, those of rules and those of alerts. */
export const severitiesOf = (rules, alerts) => [...new Set([...rules, ...alerts].map(({ labels }) => labels.severity))].sort();

/** The alerts that fire or are pending, each with its rule, or null if that is gone. */
export function alertRows(alerts, rules) {
  const byId = new Map(rules.map((rule) => [rule.alert, rule]));
  return alerts.map((alert) => ({ ...alert, state: alert.phase, name: alert.alert, condition: byId.get(alert.alert) ?? null }));
}

/** The rules with the state of their alerts; firing ones first. */
export function ruleRows(rules, alerts) {
  const byId = new Map(alerts.map((alert) => [alert.alert, alert]));
  const order = ['firing', 'pending', 'inactive'];
  return rules
    .map((rule) => ({ ...rule, name: rule.alert, now: byId.get(rule.alert) ?? null, state: byId.get(rule.alert)?.phase ?? 'inactive' }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

export const changeRows = (changes) => changes.map((change) => ({ ...change, state: change.phase, name: change.alert }));

export const deliveryRows = (deliveries) => deliveries.map((delivery) => ({
  ...delivery, state: delivery.problem === null ? 'delivered' : 'failed', name: delivery.rule, labels: null,
}));

export const silenceRows = (silences) => silences.map((silence) => ({
  ...silence, name: `${silence.matchers.map(matcherText).join(' ')} ${silence.comment} ${silence.createdBy}`, labels: null,
}));

/** The newest attempts that a receiver has not taken, of each receiver and rule one at most, unless a later one was taken. */
export function undelivered(deliveries) {
  const newest = new Map();
  deliveries.forEach((delivery) => {
    const key = `${delivery.receiver}\n${delivery.rule}`;
    if (!newest.has(key)) {
      newest.set(key, delivery);
    }
  });
  return [...newest.values()].filter(({ problem }) => problem !== null);
}

/** Failed attempts by receiver, each a list with the newest first. */
export function byReceiver(failed) {
  const receivers = new Map();
  failed.forEach((each) => receivers.set(each.receiver, [...(receivers.get(each.receiver) ?? []), each]));
  return [...receivers.values()];
}

/** "2 firing, 1 pending", or "No alert is firing". */
export function headingOf(alerts) {
  const firing = alerts.filter(({ phase }) => phase === 'firing').length;
  const pending = alerts.length - firing;
  if (alerts.length === 0) {
    return 'No alert is firing';
  }
  return [[firing, 'firing'], [pending, 'pending']].filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`).join(', ');
}

/**
 * The drawing of the last values: the `path` of the values, the height of the `limit` or null, and the area of usual values as `band`, which may be
 * empty. Null without values.
 */
export function valueChart({ points, limit }, width, height) {
  const values = points.map(({ value }) => value);
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return null;
  }
  const ends = points.flatMap(({ usual }) => (usual ? [usual.low, usual.high ?? usual.expected] : []));
  const shown = [...known, ...ends, ...(limit === null ? [] : [limit.value])];
  const [least, most] = [Math.min(0, ...shown), Math.max(...shown)];
  const y = (value) => round(height - ((value - least) / (most - least || 1)) * height);
  const x = (i) => round((i / Math.max(1, values.length - 1)) * width);
  let path = '';
  values.forEach((value, i) => {
    if (value !== null) {
      const begins = i === 0 || values[i - 1] === null;
      path += `${begins ? 'M' : 'L'}${x(i)} ${y(value)}${begins && (values[i + 1] ?? null) === null ? 'h1' : ''}`;
    }
  });
  return { path, limit: limit === null ? null : y(limit.value), band: bandPath(points, x, (value) => y(value ?? most)) };
}

/** The outline of each run of usual values: along the upper ends, and back along the lower ones. */
function bandPath(points, x, y) {
  let path = '';
  let run = [];
  [...points, {}].forEach(({ usual }, i) => {
    if (usual) {
      run.push([i, usual]);
    } else if (run.length > 0) {
      const upper = run.map(([at, { high }]) => `${x(at)} ${y(high)}`);
      const lower = run.map(([at, { low }]) => `${x(at)} ${y(low)}`).reverse();
      path += `M${[...upper, ...lower].join('L')}Z`;
      run = [];
    }
  });
  return path;
}

const round = (number) => Number(number.toFixed(1));

/** The limit in words, or the values that are usual at the end. */
export function limitText({ points, limit }) {
  if (limit !== null) {
    return `${limit.above ? 'above' : 'below'} ${limit.text}`;
  }
  const { usual } = points.at(-1);
  return usual ? `usual: ${usual.text}` : 'no usual values yet';
}

/** The chart in words. */
export function valuesText({ points, limit }) {
  const known = points.filter(({ value }) => value !== null);
  const side = limit === null ? limitText({ points, limit }) : `its condition holds ${limitText({ points, limit })}`;
  if (known.length === 0) {
    return `No values; ${side}`;
  }
  const [least, most] = known.reduce(([a, b], point) => [point.value < a.value ? point : a, point.value > b.value ? point : b], [known[0], known[0]]);
  return `From ${least.text} to ${most.text}, ${known.at(-1).text} at the end; ${side}`;
}

/** The address of an annotation, if it is one of the web. */
export const webAddress = (text) => (/^https?:\/\/\S+$/.test(text) ? text : null);

/** The milliseconds since 1970 of the oldest row, after which older ones begin. */
export const oldestOf = (rows) => (rows.length === 0 ? null : new Date(Math.floor(millis(rows.at(-1).unixNanos))).toISOString());
