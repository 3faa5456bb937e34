// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

/**
 * The usual values of an hour.
 *
 * @param expected the middle
 * @param low values below are unusual
 * @param high values above are unusual
 * @param season the hours that it was learned from
 */
public record Usual(double expected, double low, double high, Season season) {}
