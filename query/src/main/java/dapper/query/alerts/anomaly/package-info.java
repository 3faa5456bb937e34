// SPDX-License-Identifier: Apache-2.0
/** Unusual values of hourly series: what is usual, and whether a value is not. Pure functions of numbers. */
@NullMarked
package dapper.query.alerts.anomaly;

import org.jspecify.annotations.NullMarked;
