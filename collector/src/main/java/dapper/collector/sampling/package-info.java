// SPDX-License-Identifier: Apache-2.0
/** Second-level sampling: OpenTelemetry's consistent probability sampling, applied after collection. */
@NullMarked
package dapper.collector.sampling;

import org.jspecify.annotations.NullMarked;
