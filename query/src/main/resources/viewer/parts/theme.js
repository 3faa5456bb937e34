// SPDX-License-Identifier: Apache-2.0
// Light, dark, or the system's theme. The choice belongs to the user, so it is kept in the browser and not in the
// address.

const KEY = 'dapper-theme';
const ORDER = ['auto', 'light', 'dark'];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function theme() {
  return ORDER.find((name) => name === remembered()) ?? 'auto';
}

export function applyTheme(name = theme()) {
  if (name === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}

export function nextTheme() {
  const next = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  applyTheme(next);
  window.dispatchEvent(new Event('dapper-theme'));
  return next;
}
