// SPDX-License-Identifier: Apache-2.0
// The time zone of all times: the reader's, or UTC. The choice belongs to the reader, so it is kept in the browser and not in the
// address.

const KEY = 'dapper-zone';

let chosen = remembered();

function remembered() {
  try {
    return localStorage.getItem(KEY) === 'utc' ? 'utc' : 'local';
  } catch {
    return 'local';
  }
}

/** `local` or `utc`. */
export const zone = () => chosen;

/** Takes the other zone. Without storage the choice lasts until the page is left. @return the zone */
export function switchZone() {
  chosen = chosen === 'utc' ? 'local' : 'utc';
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // As said above.
  }
  return chosen;
}

/** Milliseconds by which the clock of the zone is ahead of UTC at a moment. */
export const aheadMillis = (at) => (chosen === 'utc' ? 0 : -new Date(at).getTimezoneOffset() * 60000);

/** "UTC", or the reader's zone as "UTC+02:00". */
export function zoneName(at) {
  const minutes = aheadMillis(at) / 60000;
  const two = (number) => String(Math.floor(number)).padStart(2, '0');
  return minutes === 0 ? 'UTC' : `UTC${minutes > 0 ? '+' : '−'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
