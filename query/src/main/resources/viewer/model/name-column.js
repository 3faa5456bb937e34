// SPDX-License-Identifier: Apache-2.0
// The width of the column with the names of spans. The choice belongs to the reader, so it is kept in the browser and not in the
// address.

const KEY = 'dapper-name-column';
const USUAL = 0.36;

/** The share of the page, between 0 and 1. */
export function nameColumn() {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept > 0 && kept < 1 ? kept : USUAL;
  } catch {
    return USUAL;
  }
}

/** Without storage the choice lasts until the page is left. */
export function keepNameColumn(share) {
  try {
    localStorage.setItem(KEY, String(share));
  } catch {
    // As said above.
  }
}
