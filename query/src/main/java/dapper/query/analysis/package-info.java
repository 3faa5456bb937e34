/** Pure functions that compute the contents of a trace's page: tree, self time, critical path, sampling probability. */
@NullMarked
package dapper.query.analysis;

import org.jspecify.annotations.NullMarked;
