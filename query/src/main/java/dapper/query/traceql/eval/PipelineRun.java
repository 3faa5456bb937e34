// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import java.util.List;

/** A compiled pipeline, or one stage of it. Safe for many threads. */
@FunctionalInterface
interface PipelineRun {
    /** @param input at least one span set; the answer may have none */
    List<SpanGroup> run(LaidOutTrace trace, List<SpanGroup> input);
}
