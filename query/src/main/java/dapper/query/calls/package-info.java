/** Answers about counted calls: tables of operations, the graph of dependencies, summaries of services. */
@NullMarked
package dapper.query.calls;

import org.jspecify.annotations.NullMarked;
