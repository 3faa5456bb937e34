// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The spans that finished in this JVM since they were last taken. */
public final class RecordedSpans {
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TestSink sink;

    RecordedSpans(TestSink sink) {
        this.sink = sink;
    }

    /**
     * Waits for exactly this number of finished spans, a minute at most.
     *
     * @return ordered by their start
     * @throws AssertionError if there are more or fewer; it lists the spans and the agent's messages
     */
    public List<RecordedSpan> take(int expected) {
        List<RecordedSpan> spans = taken(expected);
        if (spans.size() != expected) {
            throw new AssertionError("expected " + expected + " spans but there are " + spans.size() + describe(spans)
                    + "\nthe agent said: " + AgentMessages.all());
        }
        return spans;
    }

    /** The only span; see {@link #take}. */
    public RecordedSpan takeOne() {
        return take(1).get(0);
    }

    /** The current spans, without waiting, ordered by start. */
    List<RecordedSpan> leftovers() {
        return taken(0);
    }

    private List<RecordedSpan> taken(int wanted) {
        try {
            List<RecordedSpan> spans = sink.take(wanted, TIMEOUT_NANOS);
            spans.sort(Comparator.comparingLong(RecordedSpan::startEpochNanos));
            return spans;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for spans", e);
        }
    }

    static String describe(List<RecordedSpan> spans) {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append("\n  ").append(span));
        return text.toString();
    }
}
