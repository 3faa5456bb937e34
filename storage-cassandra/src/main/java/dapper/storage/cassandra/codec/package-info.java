// SPDX-License-Identifier: Apache-2.0
/** The form of stored data: cells, index rows and their keys. It knows no driver. */
@NullMarked
package dapper.storage.cassandra.codec;

import org.jspecify.annotations.NullMarked;
