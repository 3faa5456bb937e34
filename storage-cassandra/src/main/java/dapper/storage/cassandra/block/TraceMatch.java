// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.TraceId;

/**
 * A trace with spans in a block that may match.
 *
 * @param newest start of the newest of them
 */
public record TraceMatch(TraceId traceId, long newest) {}
