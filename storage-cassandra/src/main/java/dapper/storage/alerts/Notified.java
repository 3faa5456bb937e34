// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

/**
 * A notification that a receiver has taken.
 *
 * @param fired the beginning of the firing that it reported
 * @param ended whether it reported the end of that
 * @param unixNanos when it was taken
 */
public record Notified(long fired, boolean ended, long unixNanos) {}
