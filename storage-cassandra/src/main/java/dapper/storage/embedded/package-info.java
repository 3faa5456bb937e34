/** Cassandra for one machine: the real server in a child JVM, which we start and stop. */
@NullMarked
package dapper.storage.embedded;

import org.jspecify.annotations.NullMarked;
