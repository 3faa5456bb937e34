// SPDX-License-Identifier: Apache-2.0
/** Alerts in Cassandra: states, history, deliveries, silences and rules. */
@NullMarked
package dapper.storage.cassandra.alerts;

import org.jspecify.annotations.NullMarked;
