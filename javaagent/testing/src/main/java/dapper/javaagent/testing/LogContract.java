// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.Tracer;
import dapper.bootstrap.UnsampledContext;
import dapper.bootstrap.logging.LogIds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every logging library whose events have an MDC. */
@ExtendWith(AgentExtension.class)
public abstract class LogContract {
    /** The layout of the appenders. */
    protected static final String PATTERN = "%X{trace_id}|%X{span_id}|%X{trace_flags}|%X{own}|%X{traceId}|%m";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Logs by an appender that formats on the thread of the caller. */
    protected abstract void log(String message);

    /** Logs by an appender that formats on a thread of its own. */
    protected abstract void logOnAnotherThread(String message);

    /** Sets an entry of the running thread's MDC. */
    protected abstract void put(String key, String value);

    /** The MDC of the running thread, as the application gets it. */
    protected abstract @Nullable Map<String, String> ownContext();

    /** Called by the appenders with what they have formatted. */
    protected final void printed(String line) {
        lines.add(line);
    }

    /** Waits for the next line. */
    protected final String printed() throws InterruptedException {
        String line = lines.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was printed");
        }
        return line;
    }

    @AfterEach
    void nothingElseWasPrinted() {
        LogIds.use("trace_id", "span_id", "trace_flags");
        assertThat(lines).isEmpty();
    }

    private static String ids(RecordedSpan span) {
        return span.traceId() + '|' + span.spanId() + "|01|";
    }

    @Test
    void printsTheIdsOfTheSpan() throws Exception {
        Traces.inSpan("outer", () -> {
            log("one");
            Traces.inSpan("inner", () -> log("two"));
            log("three");
        });
        Traces.inSpan("other", () -> log("four"));

        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(printed()).isEqualTo(ids(spans.get(0)) + "||one");
        assertThat(printed()).isEqualTo(ids(spans.get(1)) + "||two");
        assertThat(printed()).isEqualTo(ids(spans.get(0)) + "||three");
        assertThat(printed()).isEqualTo(ids(spans.get(2)) + "||four");
    }

    @Test
    void printsThemOnAnotherThread() throws Exception {
        Traces.inSpan("outer", () -> {
            logOnAnotherThread("one");
            Traces.inSpan("inner", () -> logOnAnotherThread("two"));
        });
        logOnAnotherThread("three");

        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(printed()).isEqualTo(ids(spans.get(0)) + "||one");
        assertThat(printed()).isEqualTo(ids(spans.get(1)) + "||two");
        assertThat(printed()).isEqualTo("|||||three");
    }

    @Test
    void printsNothingOutsideOfATrace() throws Exception {
        put("own", "mine");
        log("one");
        Current.set(UnsampledContext.SUPPRESSED);
        try {
            log("two");
        } finally {
            Current.set(null);
        }

        assertThat(printed()).isEqualTo("|||mine||one");
        assertThat(printed()).isEqualTo("|||mine||two");
    }

    @Test
    void printsTheIdsOfATraceThatIsNotRecorded() throws Exception {
        Traces.inUnsampledTrace(() -> {
            log("one");
            logOnAnotherThread("two");
        });

        String ids = Traces.UNSAMPLED_TRACE_ID + "|0000000000000003|00|||";
        assertThat(printed()).isEqualTo(ids + "one");
        assertThat(printed()).isEqualTo(ids + "two");
    }

    @Test
    void aTraceThatTheSamplerDroppedHasOneId() throws Exception {
        AgentExtension.sampling(false);
        TraceContext dropped = Tracer.startLocalRoot(null, "dropped", SpanKind.SERVER, null, null);
        TraceContext previous = Current.swap(dropped);
        try {
            log("one");
            log("two");
        } finally {
            Current.set(previous);
        }

        String first = printed();
        assertThat(first).matches("[0-9a-f]{32}\\|[0-9a-f]{16}\\|00\\|\\|\\|one");
        assertThat(printed()).isEqualTo(first.replace("one", "two"));
    }

    @Test
    void leavesTheApplicationsOwnContextAlone() throws Exception {
        put("own", "mine");
        Map<String, String> before = ownContext();
        Traces.inSpan("span", () -> {
            log("one");
            logOnAnotherThread("two");
            assertThat(ownContext()).isEqualTo(before).containsOnlyKeys("own");
        });

        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(printed()).isEqualTo(ids(span) + "mine||one");
        assertThat(printed()).isEqualTo(ids(span) + "mine||two");
        assertThat(ownContext()).isEqualTo(before);
    }

    @Test
    void entriesOfTheApplicationWin() throws Exception {
        put("trace_id", "mine");
        Traces.inSpan("span", () -> log("one"));

        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(printed()).isEqualTo("mine|" + span.spanId() + "|01|||one");
    }

    @Test
    void hasTheNamesOfTheSettings() throws Exception {
        LogIds.use("traceId", "spanId", "flags");
        Traces.inUnsampledTrace(() -> log("one"));

        assertThat(printed()).isEqualTo("||||" + Traces.UNSAMPLED_TRACE_ID + "|one");
    }
}
