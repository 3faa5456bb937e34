/** The differences between the clocks of a trace's processes, and its times without them. Pure functions. */
@NullMarked
package dapper.query.analysis.clock;

import org.jspecify.annotations.NullMarked;
