// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

/**
 * A request for the counted calls of a service.
 *
 * @param startUnixNanos inclusive
 * @param endUnixNanos exclusive
 * @param stepNanos length of the intervals that the reader of the answer distinguishes; shorter intervals are merged
 *     where the store has done so, and longer ones are all that is left of calls whose shorter ones have expired
 */
public record CallQuery(String service, long startUnixNanos, long endUnixNanos, long stepNanos) {}
