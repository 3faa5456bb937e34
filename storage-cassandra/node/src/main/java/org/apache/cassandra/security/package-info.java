/** What the embedded node replaces of Cassandra. */
@org.jspecify.annotations.NullMarked
package org.apache.cassandra.security;
