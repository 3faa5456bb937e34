// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

/** A value of some time range, with its counting error. */
public record Measured(double value, CountingError error) {}
