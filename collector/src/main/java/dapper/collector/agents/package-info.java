// SPDX-License-Identifier: Apache-2.0
/** What agents say about themselves: taken as OTLP metrics, kept for some minutes, shown at {@code /agents}. */
@NullMarked
package dapper.collector.agents;

import org.jspecify.annotations.NullMarked;
