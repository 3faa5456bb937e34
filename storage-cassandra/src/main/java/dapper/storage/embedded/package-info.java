/** Cassandra for one machine: the real one, in a child JVM, started and stopped by us. */
@NullMarked
package dapper.storage.embedded;

import org.jspecify.annotations.NullMarked;
