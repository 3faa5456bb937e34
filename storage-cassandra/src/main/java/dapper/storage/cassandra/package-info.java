/** Traces in Cassandra: one partition per trace, one cell per span, and an index of blocks to search. */
@NullMarked
package dapper.storage.cassandra;

import org.jspecify.annotations.NullMarked;
