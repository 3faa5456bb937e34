// SPDX-License-Identifier: Apache-2.0
// The address is the state of the viewer; these are the only two ways to change it.

function changed() {
  window.dispatchEvent(new Event('dapper-location'));
}

/** A step the back button returns from. */
export function go(url) {
  history.pushState(null, '', url);
  changed();
}

/** A change within the same step. */
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

/** As a query string in which slashes and colons stay as they are, because people read addresses. */
export function readable(parameters) {
  return parameters.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
}
