// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.baggage.Baggage;
import dapper.bootstrap.logging.LogIds;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogIdsTest {
    @BeforeEach
    void record() {
        CapturedSpans.install();
    }

    @AfterEach
    void restore() {
        LogIds.use("trace_id", "span_id", "trace_flags");
        Current.set(null);
    }

    private static TraceContext serve(long traceIdHigh, long traceIdLow, long spanId, boolean sampled) {
        RemoteParent parent = new RemoteParent(traceIdHigh, traceIdLow, spanId, sampled, null, null);
        TraceContext context = Tracer.startLocalRoot(parent, "GET", SpanKind.SERVER, null, "/");
        Current.set(context);
        return Objects.requireNonNull(context);
    }

    private static Map<String, String> ids(String traceId, long spanId, String flags) {
        return Map.of("trace_id", traceId, "span_id", String.format("%016x", spanId), "trace_flags", flags);
    }

    @Test
    void areThoseOfTheCurrentSpan() {
        TraceContext root = serve(0xa1, 0xb2, 3, true);
        String traceId = "00000000000000a100000000000000b2";
        assertThat(LogIds.addTo(null)).isEqualTo(ids(traceId, root.spanId(), "01"));

        Span child = CapturedSpans.child((Span) root, "child");
        Current.set(child);
        assertThat(LogIds.addTo(null)).isEqualTo(ids(traceId, child.spanId(), "01"));

        TraceContext other = serve(0, 0xb2, 3, true);
        assertThat(LogIds.addTo(null)).isEqualTo(ids("000000000000000000000000000000b2", other.spanId(), "01"));
    }

    @Test
    void areThereInATraceThatIsNotRecorded() {
        serve(1, 2, 3, false);

        assertThat(LogIds.addTo(null)).isEqualTo(ids("00000000000000010000000000000002", 3, "00"));
    }

    @Test
    void stayTheSameInATraceThatTheSamplerDropped() {
        CapturedSpans.install(FixedSampler.dropAll());
        Current.set(Tracer.startLocalRoot(null, "GET", SpanKind.SERVER, null, "/"));

        Map<String, String> first = LogIds.addTo(null);

        assertThat(first).containsEntry("trace_flags", "00").isEqualTo(LogIds.addTo(null));
        assertThat(first.get("trace_id")).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
    }

    @Test
    void areMissingOutsideOfATrace() {
        Map<String, String> own = Map.of("user", "42");

        assertThat(LogIds.addTo(own)).isSameAs(own);
        assertThat(LogIds.addTo(null)).isNull();
        Current.set(UnsampledContext.SUPPRESSED);
        assertThat(LogIds.current()).isNull();
        Current.set(null);
        Current.swapBaggage(Baggage.parse("user=42"));
        assertThat(LogIds.current()).isNull();
    }

    @Test
    void leaveTheApplicationsOwnEntriesAlone() {
        TraceContext root = serve(1, 2, 3, true);
        Map<String, String> own = Map.of("trace_id", "mine", "user", "42");

        assertThat(LogIds.addTo(own))
                .isEqualTo(Map.of(
                        "trace_id", "mine",
                        "user", "42",
                        "span_id", String.format("%016x", root.spanId()),
                        "trace_flags", "01"));
        assertThat(own).hasSize(2);
    }

    @Test
    void haveTheNamesOfTheSettings() {
        LogIds.use("traceId", "spanId", "flags");
        serve(1, 2, 3, false);

        assertThat(LogIds.addTo(null)).containsOnlyKeys("traceId", "spanId", "flags");
    }
}
