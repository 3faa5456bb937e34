// SPDX-License-Identifier: Apache-2.0
/** Receives OTLP, thins it out and hands it to storage. {@link dapper.collector.Collector} is the entry. */
@NullMarked
package dapper.collector;

import org.jspecify.annotations.NullMarked;
