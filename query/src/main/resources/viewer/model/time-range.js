// SPDX-License-Identifier: Apache-2.0
// The time range in the address of every page: `lookback`, or `start` and `end`. Pure functions.

import { readable } from './location.js';
import { aheadMillis } from './zone.js';

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
export const CUSTOM = 'custom';

const NAMES = ['start', 'end', 'lookback'];
const USUAL = '1h';
const HOUR = 3600;
const DAY = 24 * HOUR;
const UNITS = { ms: 0.001, s: 1, m: 60, h: HOUR, d: DAY, w: 7 * DAY };
/** Calls older than this are stored in windows of ten minutes, and then of an hour. */
const TEN_MINUTES_AFTER = 2 * DAY;
const HOURS_AFTER = 14 * DAY;

/** The fields of a form for the parameters of an address. */
export function rangeFields(given) {
  const custom = given.has('start') || given.has('end');
  return {
    lookback: custom ? CUSTOM : given.get('lookback') ?? USUAL,
    start: localTime(given.get('start')),
    end: localTime(given.get('end')),
  };
}

/** The mistakes in these fields, by name. */
export function rangeMistakes(fields) {
  if (fields.lookback !== CUSTOM) {
    return {};
  }
  if (!fields.start) {
    return { start: 'When to begin' };
  }
  return fields.end && fields.start >= fields.end ? { end: 'Must be after the start' } : {};
}

/** The fields as parameters of the API. */
export function rangeParameters(fields) {
  const time = (name) => (fields[name] ? [[name, new Date(momentOfField(fields[name])).toISOString()]] : []);
  return fields.lookback === CUSTOM ? [...time('start'), ...time('end')] : [['lookback', fields.lookback]];
}

/** The choices for the length of a time range; one in the address that is none of the usual ones comes last. */
export const lookbacks = (asked) => (asked === CUSTOM || LOOKBACKS.some(([value]) => value === asked)
  ? LOOKBACKS : [...LOOKBACKS, [asked, `Last ${asked}`]]);

/** The time range of an address, for the API. */
export function askedRange(search) {
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  if (!asked.has('start') && !asked.has('lookback')) {
    asked.set('lookback', USUAL);
  }
  return asked;
}

/** An address with the time range of another one. */
export function withRange(path, search) {
  const given = new URLSearchParams(search);
  const range = new URLSearchParams(NAMES.filter((name) => given.get(name)).map((name) => [name, given.get(name)]));
  return range.toString() ? `${path}?${readable(range)}` : path;
}

/** True if the time range of an address ends now. */
export const endsNow = (search) => !new URLSearchParams(search).get('end');

/**
 * The seconds between two points so that there are at most about `most`: as short as the calls of that time are stored.
 *
 * @param now milliseconds since 1970
 */
export function stepSeconds(search, most, now) {
  const asked = askedRange(search);
  const end = asked.has('end') ? momentOf(asked.get('end')) : now;
  const start = asked.has('start') ? momentOf(asked.get('start')) : end - secondsOf(asked.get('lookback')) * 1000;
  const rough = Math.max((end - start) / 1000 / most, leastSeconds((now - start) / 1000)) || 60;
  if (rough <= 10) {
    return 10;
  }
  const unit = rough <= 600 ? 60 : rough <= HOUR ? 600 : HOUR;
  return Math.ceil(rough / unit) * unit;
}

function leastSeconds(age) {
  if (age > HOURS_AFTER + HOUR) {
    return HOUR;
  }
  return age > TEN_MINUTES_AFTER + HOUR ? 600 : 10;
}

/** "1h30m" as 5400; NaN if the text is no duration. */
export function secondsOf(text) {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g)];
  return parts.length === 0 ? NaN : parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
}

/** Milliseconds since 1970 of a moment in an address; NaN if the text is none. */
export function momentOf(text) {
  return /^(\d{10}|\d{13}|\d{16}|\d{19})$/.test(text) ? Number(text) / 10 ** (text.length - 13) : new Date(text).getTime();
}

/** The moment of a datetime-local field in the reader's zone. The offset is that of the moment: it may change on the day. */
function momentOfField(text) {
  const asUtc = Date.parse(`${text}Z`);
  return asUtc - aheadMillis(asUtc - aheadMillis(asUtc));
}

/** The value for a datetime-local field, in the reader's zone; '' if the text is not a time. */
function localTime(text) {
  const at = text ? momentOf(text) : NaN;
  return Number.isNaN(at) ? '' : new Date(at + aheadMillis(at)).toISOString().slice(0, 19);
}
