/** Reads counted calls from OTLP metrics, and writes them. */
@NullMarked
package dapper.collector.calls;

import org.jspecify.annotations.NullMarked;
