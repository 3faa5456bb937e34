// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.weave.InstrumentationState;
import dapper.javaagent.weave.Instrumentations;
import java.util.List;

/** The state of every instrumentation, the errors of its advice, and the class files that weaving has read. */
public final class InstrumentationMetrics implements MetricsSource {
    private final Instrumentations instrumentations;

    public InstrumentationMetrics(Instrumentations instrumentations) {
        this.instrumentations = instrumentations;
    }

    @Override
    public void writeTo(MetricsRequest out) {
        List<InstrumentationState> states = instrumentations.states();
        if (!states.isEmpty()) {
            errors(states, out);
            states(states, out);
        }
        out.sum(
                "dapper.agent.classfiles.read",
                "{class}",
                "Class files that class loaders were asked for, to match and to weave classes");
        out.point(instrumentations.classFilesRead());
    }

    private static void errors(List<InstrumentationState> states, MetricsRequest out) {
        out.sum("dapper.agent.advice.errors", "{error}", "The agent's own exceptions that woven code caught");
        for (InstrumentationState each : states) {
            out.point(each.errors(), "instrumentation", each.name());
        }
    }

    private static void states(List<InstrumentationState> states, MetricsRequest out) {
        out.gauge("dapper.agent.instrumentations", "{class}", "Classes that it is woven into, with its state");
        for (InstrumentationState each : states) {
            out.point(
                    each.wovenClasses(),
                    "instrumentation",
                    each.name(),
                    "state",
                    each.state().toString(),
                    "reason",
                    each.reason());
        }
    }
}
