// SPDX-License-Identifier: Apache-2.0
/** Alerts on counted calls: rules in force, evaluated and delivered from time to time. */
@NullMarked
package dapper.query.alerts;

import org.jspecify.annotations.NullMarked;
