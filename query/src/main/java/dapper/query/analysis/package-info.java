/** Pure functions from a stored trace to what its page shows: tree, self time, critical path, sampling probability. */
@NullMarked
package dapper.query.analysis;

import org.jspecify.annotations.NullMarked;
