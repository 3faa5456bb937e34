/** The differences between two traces: their trees side by side, and how much longer each span takes. */
@NullMarked
package dapper.query.analysis.compare;

import org.jspecify.annotations.NullMarked;
