/** The child JVM of the embedded node: starts Cassandra, tells the parent, drains when the parent says or dies. */
@NullMarked
package dapper.cassandra.node;

import org.jspecify.annotations.NullMarked;
