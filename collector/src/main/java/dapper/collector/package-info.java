// SPDX-License-Identifier: Apache-2.0
/** Receives OTLP, samples it and passes it to storage. {@link dapper.collector.Collector} is the entry point. */
@NullMarked
package dapper.collector;

import org.jspecify.annotations.NullMarked;
