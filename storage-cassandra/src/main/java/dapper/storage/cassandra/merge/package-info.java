// SPDX-License-Identifier: Apache-2.0
/** Merges index blocks: the many that collectors write within a minute become few. */
@NullMarked
package dapper.storage.cassandra.merge;

import org.jspecify.annotations.NullMarked;
