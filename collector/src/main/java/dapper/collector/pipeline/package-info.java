// SPDX-License-Identifier: Apache-2.0
/**
 * The processing of a request between its receiver and storage; {@link dapper.collector.pipeline.Pipeline} gives an
 * overview.
 */
@NullMarked
package dapper.collector.pipeline;

import org.jspecify.annotations.NullMarked;
