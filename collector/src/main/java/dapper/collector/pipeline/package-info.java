// SPDX-License-Identifier: Apache-2.0
/** What happens to a request between its receiver and storage; {@link dapper.collector.pipeline.Pipeline} shows it whole. */
@NullMarked
package dapper.collector.pipeline;

import org.jspecify.annotations.NullMarked;
