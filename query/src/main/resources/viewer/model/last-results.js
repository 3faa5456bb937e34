// SPDX-License-Identifier: Apache-2.0
// The search that a tab of the browser showed last: the way back from a trace after a reload.

const KEY = 'dapper-last-results';

/** Its query string; null if there was none, or if the browser keeps nothing for this page. */
export function lastResults() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function keepLastResults(search) {
  try {
    sessionStorage.setItem(KEY, search);
  } catch {
    // Then there is no way back after a reload.
  }
}
