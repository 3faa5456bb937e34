// SPDX-License-Identifier: Apache-2.0
/**
 * Index blocks: many spans as immutable columns that a search scans. This room is about their bytes and uses no driver;
 * benchmarks/BLOCKS.md has the form and the comparison with other indexes.
 */
@NullMarked
package dapper.storage.cassandra.block;

import org.jspecify.annotations.NullMarked;
