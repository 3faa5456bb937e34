/**
 * The syntax tree of TraceQL: immutable records below sealed interfaces, with the meaning of each node in its Javadoc.
 * A tree has value equality, holds no positions, and is printed as canonical text by {@link Printer}. {@code
 * dapper.query.traceql.parse} makes trees from text.
 */
@NullMarked
package dapper.query.traceql.syntax;

import org.jspecify.annotations.NullMarked;
