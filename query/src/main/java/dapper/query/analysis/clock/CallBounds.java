// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import dapper.query.analysis.SpanOddity;
import dapper.query.analysis.TraceNode;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bounds that one span and its parent, of another clock, set on the difference between the two clocks. */
final class CallBounds {
    private static final Set<SpanOddity> WITHOUT_TIMES =
            EnumSet.of(SpanOddity.END_BEFORE_START, SpanOddity.NO_END, SpanOddity.ODD_TIME, SpanOddity.DUPLICATE);

    private CallBounds() {}

    /** Returns how far the clock of the child is ahead: a span cannot start before the span that caused it. */
    static Bounds of(TraceNode parent, TraceNode child) {
        Span above = timed(parent);
        Span below = timed(child);
        if (above == null || below == null) {
            return Bounds.NONE;
        }
        long most = below.startUnixNanos() - above.startUnixNanos();
        long least = isWaitedFor(above, below) ? below.endUnixNanos() - above.endUnixNanos() : -Bounds.UNKNOWN;
        return new Bounds(least, most);
    }

    /**
     * Returns whether the parent had the answer of the child when it ended. A client that failed may have given up before. A
     * server span that is longer than its client was not waited for to the end.
     */
    private static boolean isWaitedFor(Span client, Span server) {
        return client.kind().equals(SpanKind.CLIENT)
                && server.kind().equals(SpanKind.SERVER)
                && !client.status().isError()
                && !client.isUnfinished()
                && !server.isUnfinished()
                && server.durationNanos() <= client.durationNanos();
    }

    private static @Nullable Span timed(TraceNode node) {
        return Collections.disjoint(node.oddities(), WITHOUT_TIMES) ? node.span() : null;
    }
}
