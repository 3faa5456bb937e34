// SPDX-License-Identifier: Apache-2.0
// Numbers and times in readable form. Pure functions; times are those of the reader's zone.

import { aheadMillis, zoneName } from './zone.js';

const DAY_MILLIS = 86400000;
const UNITS = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
];

/** Nanoseconds with three significant digits and a unit: 0, 850 ns, 12.3 ms, 1.24 s, 2 min 3 s. */
export function duration(nanos) {
  if (nanos === 0) {
    return '0';
  }
  if (nanos < 0) {
    return '−' + duration(-nanos);
  }
  const seconds = Math.round(nanos / 1e9);
  if (seconds >= 60) {
    return longDuration(seconds);
  }
  for (const [size, unit] of UNITS) {
    if (nanos >= size * 0.9995) {
      return `${threeDigits(nanos / size)} ${unit}`;
    }
  }
  return `${Math.round(nanos)} ns`;
}

function longDuration(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [[days, 'd'], [hours, 'h'], [minutes, 'min'], [seconds % 60, 's']];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

function threeDigits(number) {
  const decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  return String(Number(number.toFixed(decimals)));
}

/** 12345 as 12,345, the same everywhere. */
export function count(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function plural(number, one, many = one + 's') {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Signs that turn the direction of the text around them: exe.png may be gnp.exe then. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** The displayed name of a span or an operation: a sender may give an empty one, or one that hides what it is. */
export const nameText = (name) => (name.trim() === '' ? '(no name)' : name.replace(TURNS, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`));

/** Milliseconds since 1970 of a moment given as text in nanoseconds. */
export function millis(unixNanos) {
  return Number(BigInt(unixNanos) / 1000n) / 1000;
}

const two = (number) => String(number).padStart(2, '0');

/** The moment as a Date whose UTC fields are those of the reader's zone. */
const inZone = (unixMillis) => new Date(unixMillis + aheadMillis(unixMillis));

/** 14:03:22.123 in the reader's zone. */
export function clock(unixMillis) {
  const at = inZone(unixMillis);
  const fraction = String(at.getUTCMilliseconds()).padStart(3, '0');
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}.${fraction}`;
}

/** 2026-01-31 in the reader's zone. */
export function day(unixMillis) {
  const at = inZone(unixMillis);
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

/** 2026-01-31 14:03:22.123 UTC+01:00. */
export const moment = (unixMillis) => `${day(unixMillis)} ${clock(unixMillis)} ${zoneName(unixMillis)}`;

/** The time since a moment, in one unit: 12 s ago, 5 min ago, 3 h ago, 2 d ago. */
export function ago(unixMillis, nowMillis) {
  const seconds = Math.round((nowMillis - unixMillis) / 1000);
  if (seconds < 1) {
    return 'now';
  }
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
}

/** Calls a second, in the unit in which `of` is no small fraction: 12.3/s, 4/min, 0.5/h. */
export function rate(perSecond, of = perSecond) {
  const { size, unit } = rateUnit(of);
  const number = perSecond * size;
  return `${number >= 999.5 ? count(Math.round(number)) : threeDigits(number)}/${unit}`;
}

/** The time in which a rate is no small fraction: its seconds and its name. */
export function rateUnit(perSecond) {
  if (perSecond === 0 || perSecond >= 0.9995) {
    return { size: 1, unit: 's' };
  }
  return perSecond >= 0.9995 / 60 ? { size: 60, unit: 'min' } : { size: 3600, unit: 'h' };
}

/** A share from 0 to 1 in percent: 0 %, 0.04 %, 12.3 %; "<0.01 %" for less. */
export function percentage(share) {
  return share > 0 && share < 0.0001 ? '<0.01 %' : `${threeDigits(share * 100)} %`;
}

/** The text of a moment on the axis of a time range: with the day where the range is longer than one. */
export function axisTime(at, rangeMillis) {
  if (rangeMillis <= DAY_MILLIS) {
    return clock(at).slice(0, 8).replace(/:00$/, '');
  }
  return clock(at).startsWith('00') ? day(at) : `${day(at).slice(5)} ${clock(at).slice(0, 5)}`;
}

/** 0.0625 as "1 in 16"; "every one" for 1. */
export function oneIn(probability) {
  if (probability >= 1) {
    return 'every one';
  }
  const times = 1 / probability;
  return `1 in ${times >= 10 ? count(Math.round(times)) : Number(times.toFixed(1))}`;
}
