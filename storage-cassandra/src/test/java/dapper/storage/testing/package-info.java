/** A real Cassandra for the tests of every module that stores or reads traces. */
@NullMarked
package dapper.storage.testing;

import org.jspecify.annotations.NullMarked;
