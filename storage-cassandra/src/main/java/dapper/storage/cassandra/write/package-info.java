// SPDX-License-Identifier: Apache-2.0
/** Writes spans, and the index blocks that make them searchable. */
@NullMarked
package dapper.storage.cassandra.write;

import org.jspecify.annotations.NullMarked;
