// SPDX-License-Identifier: Apache-2.0
// The searches that a browser keeps: the saved ones with names, and the recent ones, newest first. Pure functions, but for the two that
// read and write the browser's storage.

import { readable } from './location.js';
import { isEverything } from './area.js';
import { clock, day } from './format.js';
import { lookbacks, momentOf } from './time-range.js';

export const MOST_SAVED = 50;
export const MOST_RECENT = 15;
const MOST_CHARACTERS = 4000;
const MOST_NAME = 100;
const KEY = 'dapper-searches';
const NONE = { saved: [], recent: [] };
/** Parameters that are no part of a search to keep. */
const PASSING = ['area', 'live', 'cursor'];
const FILTERS = ['service', 'operation', 'tag', 'minDuration', 'maxDuration'];

/** Without storage, as in some private windows, they last until the page is closed. */
let inMemory = NONE;

/** The searches that the browser keeps; those in another form are left out. */
export function keptSearches() {
  try {
    const { saved, recent } = JSON.parse(localStorage.getItem(KEY)) ?? NONE;
    return { saved: valid(saved).filter(({ name }) => typeof name === 'string').slice(0, MOST_SAVED), recent: valid(recent).slice(0, MOST_RECENT) };
  } catch {
    return inMemory;
  }
}

const valid = (list) => (Array.isArray(list) ? list.filter((one) => typeof one?.search === 'string' && one.search.length <= MOST_CHARACTERS) : []);

/** @return whether the browser keeps it beyond this page */
export function keep(searches) {
  inMemory = searches;
  try {
    localStorage.setItem(KEY, JSON.stringify(searches));
    return true;
  } catch {
    return false;
  }
}

/** The query string of an address without what passes. */
export function lasting(search) {
  const parameters = new URLSearchParams(search);
  PASSING.forEach((name) => parameters.delete(name));
  const text = readable(parameters);
  return text ? `?${text}` : '';
}

/** The searches after one was made. One without any condition is not worth a place. */
export function withRecent(searches, search) {
  const kept = lasting(search);
  if (wordsOf(kept).query === '' || kept.length > MOST_CHARACTERS) {
    return searches;
  }
  return { ...searches, recent: [{ search: kept }, ...searches.recent.filter((one) => one.search !== kept)].slice(0, MOST_RECENT) };
}

/** The searches after one was saved; one of the same name is replaced, and the oldest one makes room. */
export function withSaved(searches, search, name) {
  const own = name.trim().slice(0, MOST_NAME) || titleOf(search).slice(0, MOST_NAME);
  return { ...searches, saved: [{ search: lasting(search), name: own }, ...searches.saved.filter((one) => one.name !== own)].slice(0, MOST_SAVED) };
}

/** @param list `saved` or `recent` */
export const without = (searches, list, removed) => ({ ...searches, [list]: searches[list].filter((one) => one !== removed) });

/** The query and the time range of a search, for readers. */
export function wordsOf(search) {
  const given = new URLSearchParams(search);
  const query = given.get('q') ?? '';
  const filters = [...FILTERS.flatMap((name) => given.getAll(name).map((value) => `${name} ${value}`)), ...(given.get('error') === 'true' ? ['errors'] : [])];
  return { query: isEverything(query) ? filters.join(', ') : query, range: rangeWords(given) };
}

function rangeWords(given) {
  if (!given.get('start')) {
    const lookback = given.get('lookback') ?? '1h';
    return lookbacks(lookback).find(([value]) => value === lookback)[1];
  }
  const time = (text) => {
    const at = momentOf(text);
    return Number.isNaN(at) ? text : `${day(at)} ${clock(at).slice(0, 5)}`;
  };
  return `${time(given.get('start'))} to ${given.get('end') ? time(given.get('end')) : 'now'}`;
}

/** One line for a search. */
export const titleOf = (search) => [wordsOf(search).query || 'All traces', wordsOf(search).range].join(', ');
