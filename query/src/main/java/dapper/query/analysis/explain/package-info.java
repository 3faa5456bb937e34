/** The differences between selected traces and the others: slow against normal, failed against healthy. */
@NullMarked
package dapper.query.analysis.explain;

import org.jspecify.annotations.NullMarked;
