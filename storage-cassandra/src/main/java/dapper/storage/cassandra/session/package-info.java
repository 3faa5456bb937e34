// SPDX-License-Identifier: Apache-2.0
/** The connection to Cassandra: its configuration, statements with their limits and deadlines, and the meaning of failures. */
@NullMarked
package dapper.storage.cassandra.session;

import org.jspecify.annotations.NullMarked;
