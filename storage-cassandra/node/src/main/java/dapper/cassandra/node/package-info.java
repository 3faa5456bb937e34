/**
 * The child JVM of the embedded node: starts Cassandra, reports to the parent, and drains when the parent asks or dies.
 */
@NullMarked
package dapper.cassandra.node;

import org.jspecify.annotations.NullMarked;
