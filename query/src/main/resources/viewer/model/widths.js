// SPDX-License-Identifier: Apache-2.0
// The widths of columns, as shares of what they are in. The choice belongs to the reader, so it is kept in the browser and not in
// the address.

/** The column with the names of spans, and the details of a span. Each with its key in the browser. */
export const NAMES = { key: 'dapper-name-column', usual: 0.36 };
export const DETAILS = { key: 'dapper-details-column', usual: null };

/** @return a share between 0 and 1; the usual one without a choice */
export function widthOf({ key, usual }) {
  try {
    const kept = Number(localStorage.getItem(key));
    return kept > 0 && kept < 1 ? kept : usual;
  } catch {
    return usual;
  }
}

/** Without storage the choice lasts until the page is left. */
export function keepWidth({ key }, share) {
  try {
    localStorage.setItem(key, String(share));
  } catch {
    // As said above.
  }
}
