/** The type rules of TraceQL, and its regular expressions. Pure functions over the syntax tree. */
@NullMarked
package dapper.query.traceql.types;

import org.jspecify.annotations.NullMarked;
