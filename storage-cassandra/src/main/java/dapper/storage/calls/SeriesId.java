// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

/** A hash of what identifies a cumulative series within its process. */
public record SeriesId(long high, long low) {}
