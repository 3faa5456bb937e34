// SPDX-License-Identifier: Apache-2.0
// The pages that the bar at the top links to, and their addresses. Pure functions.

import { withRange } from './time-range.js';

export const isSearch = (path) => path === '/' || path === '/search';

/** Each page with a test for the addresses that belong to it. */
const PAGES = [
  { name: 'Search', path: '/search', has: isSearch },
  { name: 'Services', path: '/services', has: (path) => path === '/services' || path.startsWith('/service/') },
  { name: 'Map', path: '/map', has: (path) => path === '/map' },
  { name: 'Alerts', path: '/alerts', has: (path) => path === '/alerts' },
];

/**
 * The links to all pages; they keep the time range of the address.
 *
 * @param results query string of the search that led to the page, or null: then the first link leads back to it
 */
export const pageLinks = (path, search, results) => PAGES.map((page) => (page.has('/search') && results !== null
  ? { name: '← Results', href: `/search${results}`, current: false }
  : { name: page.name, href: withRange(page.path, search), current: page.has(path) }));

const SERVICE_PATH = /^\/service\/(.+)$/;

/** The address of the page of a service, whose name may have slashes. */
export const servicePath = (service, search) =>
  withRange(`/service/${encodeURIComponent(service).replaceAll('%2F', '/')}`, search);

/** The service of an address; null if it is no such address. */
export function serviceOf(path) {
  const found = SERVICE_PATH.exec(path);
  return found && decodeURIComponent(found[1]);
}
