// SPDX-License-Identifier: Apache-2.0
/** Delivers notifications of alerts to receivers, at least once. */
@NullMarked
package dapper.query.alerts.deliver;

import org.jspecify.annotations.NullMarked;
