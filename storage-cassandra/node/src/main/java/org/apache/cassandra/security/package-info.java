/** Classes of Cassandra that the embedded node replaces. */
@org.jspecify.annotations.NullMarked
package org.apache.cassandra.security;
