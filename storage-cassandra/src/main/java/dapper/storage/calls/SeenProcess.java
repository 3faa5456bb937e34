// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

/**
 * A process that counts calls.
 *
 * @param firstUnixNanos the start of its first interval that is known
 * @param lastUnixNanos the end of a late one: it is noted again every few minutes only
 */
public record SeenProcess(ServiceProcess process, long firstUnixNanos, long lastUnixNanos) {}
