// SPDX-License-Identifier: Apache-2.0
// The address holds the state of the viewer; only these two functions change it.

function changed() {
  window.dispatchEvent(new Event('dapper-location'));
}

/** Adds a history entry, from which the back button returns. */
export function go(url) {
  history.pushState(null, '', url);
  changed();
}

/** Changes the current history entry. */
export function replace(url) {
  history.replaceState(null, '', url);
  changed();
}

/** The current path with some query parameters changed; null or '' removes one. */
export function withParameters(changes, from = window.location) {
  const parameters = new URLSearchParams(from.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') {
      parameters.delete(name);
    } else {
      parameters.set(name, value);
    }
  }
  const query = readable(parameters);
  return from.pathname + (query ? `?${query}` : '');
}

/** Returns a query string in which slashes and colons are not escaped, because users read addresses. */
export function readable(parameters) {
  return parameters.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
}
