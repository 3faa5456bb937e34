// SPDX-License-Identifier: Apache-2.0
// The state of the map in its address. Pure functions.

export const HOPS = [['1', '1 call'], ['2', '2 calls'], ['3', '3 calls'], ['all', 'all calls']];

/**
 * The choices in the query string of an address; an invalid value counts as none.
 *
 * @return `focus` (id of a node or null) and `hops` from it, the filters `name`, `rate` (least calls a second) and `errors`,
 *     `fold` (null: by the number of nodes), the selected `node` or `edge`, and `view`
 */
export function choiceOf(search) {
  const given = new URLSearchParams(search);
  const [from, to, kind] = ['from', 'to', 'kind'].map((name) => given.get(name));
  const rate = Number(given.get('rate') ?? 0);
  return {
    focus: given.get('focus') || null,
    hops: given.get('hops') === 'all' ? Infinity : [1, 2, 3].find((hops) => String(hops) === given.get('hops')) ?? 1,
    name: (given.get('name') ?? '').trim(),
    rate: rate > 0 && Number.isFinite(rate) ? rate : 0,
    errors: given.get('errors') === 'only',
    fold: { yes: true, no: false }[given.get('fold')] ?? null,
    node: given.get('node') || null,
    edge: from && to ? JSON.stringify([from, to, kind ?? '']) : null,
    table: given.get('view') === 'table',
  };
}

/** The parameters that select a node or an edge of the graph; null selects nothing. */
export function selecting(selected) {
  const isEdge = selected !== null && 'kind' in selected;
  return {
    node: selected === null || isEdge ? null : selected.id,
    from: isEdge ? selected.from : null,
    to: isEdge ? selected.to : null,
    kind: isEdge ? selected.kind : null,
  };
}

export const NO_FILTERS = { name: null, rate: null, errors: null };

/** The parameters that put a node into focus. */
export const focusing = (id, hops) => ({ focus: id, hops: hops === Infinity ? 'all' : String(hops), ...selecting({ id }) });

export const UNFOCUSED = { focus: null, hops: null };

/** Least rates to choose from, in calls a second. */
export const RATES = [['', 'Any rate'], ['0.0167', '1/min or more'], ['0.1', '6/min or more'], ['1', '1/s or more'], ['10', '10/s or more'], ['100', '100/s or more']];

/** These and the one in the address. */
export function ratesWith(rate) {
  const known = rate === 0 || RATES.some(([value]) => Number(value) === rate);
  return known ? RATES : [...RATES, [String(rate), `${rate}/s or more`]];
}
