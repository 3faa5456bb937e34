// SPDX-License-Identifier: Apache-2.0
/** The rules of alerts, and the file that has them. */
@NullMarked
package dapper.query.alerts.rule;

import org.jspecify.annotations.NullMarked;
