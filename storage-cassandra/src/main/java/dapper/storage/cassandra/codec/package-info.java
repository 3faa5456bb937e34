// SPDX-License-Identifier: Apache-2.0
/** The form of stored data: cells, and the index rows of older collectors, with their keys. It uses no driver. */
@NullMarked
package dapper.storage.cassandra.codec;

import org.jspecify.annotations.NullMarked;
