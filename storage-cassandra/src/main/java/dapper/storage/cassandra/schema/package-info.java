// SPDX-License-Identifier: Apache-2.0
/** The tables: their versions, and how long rows stay. */
@NullMarked
package dapper.storage.cassandra.schema;

import org.jspecify.annotations.NullMarked;
