// SPDX-License-Identifier: Apache-2.0
/** Alerts in Cassandra: states, history, deliveries and silences. */
@NullMarked
package dapper.storage.cassandra.alerts;

import org.jspecify.annotations.NullMarked;
