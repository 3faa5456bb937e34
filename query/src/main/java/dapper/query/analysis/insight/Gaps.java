// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.query.analysis.CriticalPath.Piece;
import dapper.query.analysis.TraceNode;
import dapper.storage.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long parts of the critical path in a span with children while none of them ran: work that no span covers. The part
 * after the last child is an insight of its own.
 */
final class Gaps implements Detector {
    @Override
    public void detect(TimedTrace trace, Findings findings) {
        List<Piece> path = trace.path();
        for (int i = 0; i < path.size(); i++) {
            Piece piece = path.get(i);
            long length = piece.toUnixNanos() - piece.fromUnixNanos();
            TraceNode node = trace.node(piece.position());
            boolean isLong = length >= findings.limits().gapNanos() && findings.isWorth(length);
            Span span = node.span();
            // The own time of a call is that of the way there and back.
            if (isLong && span != null && node.childCount() > 0 && !TimedTrace.isOutgoing(span)) {
                report(i, span, length, trace, findings);
            }
        }
    }

    private static void report(int index, Span span, long length, TimedTrace trace, Findings findings) {
        Piece piece = trace.path().get(index);
        TraceNode node = trace.node(piece.position());
        Span before = piece.fromUnixNanos() == node.startUnixNanos() ? null : neighbour(index - 1, trace);
        Span after = piece.toUnixNanos() == node.endUnixNanos() ? null : neighbour(index + 1, trace);
        boolean isLast = before != null && after == null;
        String place = isLast
                ? ", after its last child (" + Words.spanIn(before) + ") has ended."
                : " that no span covers" + between(before, after) + ".";
        findings.add(
                isLast ? InsightKind.TIME_AFTER_LAST_CHILD : InsightKind.GAP,
                Positions.of(piece.position()),
                length,
                Words.spanIn(span) + " takes " + Words.duration(length) + place);
    }

    private static @Nullable Span neighbour(int index, TimedTrace trace) {
        boolean isThere = index >= 0 && index < trace.path().size();
        return isThere ? trace.span(trace.path().get(index).position()) : null;
    }

    private static String between(@Nullable Span before, @Nullable Span after) {
        if (before != null && after != null) {
            return ", between " + Words.spanIn(before) + " and " + Words.spanIn(after);
        }
        if (after != null) {
            return ", before " + Words.spanIn(after);
        }
        return before == null ? "" : ", after " + Words.spanIn(before);
    }
}
