// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.CriticalPath;
import dapper.query.analysis.TraceTree;
import java.util.List;

/** Finds the insights of a trace. A pure function. */
public final class Insights {
    /** In this order, because a detector leaves out spans that an earlier one has explained. */
    private static final List<Detector> DETECTORS = List.of(
            new Retries(),
            new RepeatedCalls(),
            new FanOut(),
            new SequentialCalls(),
            new Gaps(),
            new NetworkTime(),
            new ConnectionWaits(),
            new SlowFirstCalls(),
            new ChattyServices(),
            new SwallowedErrors());

    private Insights() {}

    /**
     * @param path the critical path of the tree
     * @return the heaviest first, at most {@value Findings#MOST}
     */
    public static List<Insight> of(TraceTree tree, List<CriticalPath.Piece> path, InsightLimits limits) {
        TimedTrace trace = new TimedTrace(tree, path);
        Findings findings = new Findings(trace, limits);
        for (Detector detector : DETECTORS) {
            detector.detect(trace, findings);
        }
        return findings.heaviestFirst();
    }
}
