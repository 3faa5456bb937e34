// SPDX-License-Identifier: Apache-2.0
/**
 * Index blocks: the spans that one collector received in a window, as immutable columns that a search scans. A prototype,
 * and its comparison with today's index and with Lucene: see BLOCKS.md.
 */
@NullMarked
package dapper.storage.cassandra.block;

import org.jspecify.annotations.NullMarked;
