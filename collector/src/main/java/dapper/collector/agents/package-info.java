// SPDX-License-Identifier: Apache-2.0
/** Reports of agents about themselves: received as OTLP metrics, kept for a limited time, shown at {@code /agents}. */
@NullMarked
package dapper.collector.agents;

import org.jspecify.annotations.NullMarked;
