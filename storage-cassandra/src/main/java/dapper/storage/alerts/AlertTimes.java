// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

/**
 * The times of an alert in nanoseconds since 1970, 0 for never. All are ends of evaluated windows.
 *
 * @param since the beginning of its phase
 * @param fired the beginning of its last firing
 * @param ended the end of that; 0 while it lasts
 * @param met when the condition held last
 * @param seen when there was a value last
 * @param evaluated the last evaluation
 */
public record AlertTimes(long since, long fired, long ended, long met, long seen, long evaluated) {
    public static final AlertTimes NONE = new AlertTimes(0, 0, 0, 0, 0, 0);
}
