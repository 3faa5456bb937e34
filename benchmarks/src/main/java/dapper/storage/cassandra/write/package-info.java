// SPDX-License-Identifier: Apache-2.0
/** Reaches into the storage's writes, to measure their parts. */
@NullMarked
package dapper.storage.cassandra.write;

import org.jspecify.annotations.NullMarked;
