/** The query service: a small HTTP server over a {@link dapper.storage.TraceReader}. */
@NullMarked
package dapper.query;

import org.jspecify.annotations.NullMarked;
