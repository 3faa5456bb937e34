// SPDX-License-Identifier: Apache-2.0
// The moments at which another version of a service began to run. Pure functions.

import { millis } from './format.js';

/**
 * The first moment of each version that was not the first one of the service.
 *
 * @param processes of the API
 * @return for each `at`, in milliseconds since 1970, and `version`, oldest first
 */
export function deployments(processes) {
  const first = new Map();
  for (const { version, firstUnixNanos } of processes) {
    if (version) {
      first.set(version, Math.min(first.get(version) ?? Infinity, millis(firstUnixNanos)));
    }
  }
  return [...first].map(([version, at]) => ({ version, at })).sort((a, b) => a.at - b.at).slice(1);
}

/** Those in a time range, in milliseconds. */
export const deployedBetween = (all, from, to) => all.filter(({ at }) => at >= from && at <= to);

/** The versions that ran last, newest first. */
export function latestVersions(processes) {
  const last = Math.max(0, ...processes.map(({ lastUnixNanos }) => millis(lastUnixNanos)));
  const running = processes.filter(({ version, lastUnixNanos }) => version && millis(lastUnixNanos) >= last - NOTED_MILLIS);
  return [...new Set(running.map(({ version }) => version))];
}

/** A process that reports is noted again every few minutes only. */
const NOTED_MILLIS = 6 * 60000;
