// SPDX-License-Identifier: Apache-2.0
/** The model of alerts: their states, the history of changes and of deliveries, and silences. */
@NullMarked
package dapper.storage.alerts;

import org.jspecify.annotations.NullMarked;
