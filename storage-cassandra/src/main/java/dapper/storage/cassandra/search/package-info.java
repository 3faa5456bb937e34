// SPDX-License-Identifier: Apache-2.0
/** Reads traces and names, and finds traces by a query. */
@NullMarked
package dapper.storage.cassandra.search;

import org.jspecify.annotations.NullMarked;
