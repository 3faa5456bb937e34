// SPDX-License-Identifier: Apache-2.0
/** The tables of index blocks: which there are, their headers and their bodies. */
@NullMarked
package dapper.storage.cassandra.index;

import org.jspecify.annotations.NullMarked;
