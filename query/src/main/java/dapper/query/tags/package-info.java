/** The fields that spans have, and their values, counted on a bounded sample of traces: the suggestions for a query. */
@NullMarked
package dapper.query.tags;

import org.jspecify.annotations.NullMarked;
