// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.TraceNode;
import dapper.storage.Attributes;
import dapper.storage.Event;
import dapper.storage.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Spans that wait for a connection of a pool: a method {@code getConnection}, as OpenTelemetry's instrumentation of data
 * sources records it, or a span with the exception that a pool throws when it waited in vain.
 */
final class ConnectionWaits implements Detector {
    private static final String METHOD = "getConnection";
    private static final Set<String> EXCEPTIONS = Set.of(
            "java.sql.SQLTransientConnectionException",
            "org.apache.http.conn.ConnectionPoolTimeoutException",
            "org.apache.hc.core5.http.ConnectionRequestTimeoutException",
            "org.apache.hc.client5.http.ConnectionRequestTimeoutException",
            "org.apache.tomcat.jdbc.pool.PoolExhaustedException");

    private static final class Waits {
        final Positions spans = new Positions();
        long cost;
        boolean inVain;
    }

    @Override
    public void detect(TimedTrace trace, Findings findings) {
        Map<String, Waits> byService = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            TraceNode node = trace.node(i);
            Span span = node.span();
            boolean inVain = span != null && endedInVain(span);
            if (span != null && (inVain || isWait(span))) {
                Waits waits = byService.computeIfAbsent(span.serviceName(), service -> new Waits());
                waits.spans.add(i);
                waits.cost += trace.pathOf(i);
                waits.inVain |= inVain;
            }
        }
        byService.forEach((service, waits) -> {
            if (findings.isWorth(waits.cost)) {
                findings.add(
                        InsightKind.CONNECTION_WAIT,
                        waits.spans,
                        waits.cost,
                        Words.name(service) + " waits " + Words.duration(waits.cost) + " for a connection of its pool"
                                + (waits.inVain ? ", in vain." : ".")
                                + " The pool is too small, or connections are held for too long.");
            }
        });
    }

    private static boolean isWait(Span span) {
        String function = span.attributes().text("code.function.name");
        return function != null && function.endsWith("." + METHOD)
                || METHOD.equals(span.attributes().text("code.function"));
    }

    private static boolean endedInVain(Span span) {
        if (span.events().isEmpty()) {
            return false;
        }
        return span.events().stream()
                .map(Event::attributes)
                .map(ConnectionWaits::exception)
                .anyMatch(EXCEPTIONS::contains);
    }

    private static String exception(Attributes attributes) {
        String type = attributes.text("exception.type");
        return type == null ? "" : type;
    }
}
