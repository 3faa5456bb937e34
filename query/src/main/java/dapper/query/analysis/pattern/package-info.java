/** Groups traces by their shape: which shapes an operation has, how often, and how long they take. */
@NullMarked
package dapper.query.analysis.pattern;

import org.jspecify.annotations.NullMarked;
