/** Counted calls in Cassandra: a row for each report of a process, and for each window of a service. */
@NullMarked
package dapper.storage.cassandra.calls;

import org.jspecify.annotations.NullMarked;
