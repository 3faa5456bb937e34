/** Makes syntax trees from the text of TraceQL queries: lexer, recursive descent with precedences, errors with help. */
@NullMarked
package dapper.query.traceql.parse;

import org.jspecify.annotations.NullMarked;
