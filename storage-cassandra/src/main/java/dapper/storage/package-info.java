/** The model of stored traces, and the two interfaces through which the collector writes and the query service reads. */
@NullMarked
package dapper.storage;

import org.jspecify.annotations.NullMarked;
