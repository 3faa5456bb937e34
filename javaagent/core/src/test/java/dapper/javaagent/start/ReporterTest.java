// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import dapper.bootstrap.Tracer;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.CapturedLog;
import dapper.javaagent.deliver.DropReason;
import dapper.javaagent.deliver.QueueCounts;
import dapper.javaagent.weave.InstrumentationState;
import dapper.javaagent.weave.InstrumentationState.State;
import dapper.javaagent.weave.Instrumentations;
import dapper.sampling.testing.ReservedPort;
import io.grpc.Status;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent's metrics about itself, received by real OTLP servers. */
@Timeout(180)
class ReporterTest {
    private static final Instrumentations INSTRUMENTATIONS = new Instrumentations() {
        @Override
        public List<InstrumentationState> states() {
            return List.of(
                    new InstrumentationState("executors", State.WAITING, "", 0, 0),
                    new InstrumentationState("jdbc", State.ACTIVE, "", 3, 2),
                    new InstrumentationState("servlet-3.0", State.DISABLED, "switched off in the configuration", 0, 0));
        }

        @Override
        public long classFilesRead() {
            return 42;
        }
    };

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static Recording start(String endpoint, String settings) {
        Recording recording = Recording.install(
                AgentConfig.load("otel.service.name=shop;otel.exporter.otlp.endpoint=" + endpoint
                        + ";otel.traces.sampler=always_on;dapper.shutdown.timeout=60s;" + settings),
                Recording.class.getClassLoader());
        recording.deliver(INSTRUMENTATIONS);
        return recording;
    }

    private static Report last(List<ExportMetricsServiceRequest> requests) {
        return Report.of(requests.get(requests.size() - 1));
    }

    private List<String> lines(String part) {
        return log.lines().stream().filter(line -> line.contains(part)).toList();
    }

    @Test
    void containsTheOutcomeOfEverySpanAndTheStateOfEveryInstrumentation() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(
                        server.endpoint(),
                        "otel.metric.export.interval=50;otel.traces.sampler=traceidratio;otel.traces.sampler.arg=0.75")) {
            Await.until("spans recorded", () -> {
                if (Tracer.startLocalRoot(null, "span", SpanKind.SERVER, null, "/") instanceof Span sampled) {
                    sampled.end();
                }
                return recording.counts().recorded() >= 100;
            });
            assertThat(recording.flush(60_000)).isTrue();
            long recorded = recording.counts().recorded();
            Await.until(
                    "report on all spans",
                    () -> !metrics.requests.isEmpty()
                            && last(metrics.requests).count("dapper.agent.spans.exported") == recorded);

            Report report = last(metrics.requests);
            assertThat(report.values().remove("dapper.agent.export.attempts").longValue())
                    .isPositive();
            assertThat(report.values())
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry("dapper.agent.running", 1L),
                            Map.entry("dapper.agent.report.interval", 0.05),
                            Map.entry("dapper.agent.spans.recorded", recorded),
                            Map.entry("dapper.agent.spans.exported", recorded),
                            Map.entry("dapper.agent.spans.dropped{reason=queue_full}", 0L),
                            Map.entry("dapper.agent.spans.dropped{reason=unavailable}", 0L),
                            Map.entry("dapper.agent.spans.dropped{reason=rejected}", 0L),
                            Map.entry("dapper.agent.spans.dropped{reason=encoding}", 0L),
                            Map.entry("dapper.agent.spans.dropped{reason=shutdown}", 0L),
                            Map.entry("dapper.agent.spans.queued", 0L),
                            Map.entry("dapper.agent.spans.queued.size", 0L),
                            Map.entry("dapper.agent.spans.unfinished", 0L),
                            Map.entry("dapper.agent.spans.unwatched", 0L),
                            Map.entry("dapper.agent.export.failures", 0L),
                            Map.entry("dapper.agent.calls", 0L),
                            Map.entry("dapper.agent.calls.overflowed", 0L),
                            Map.entry("dapper.agent.calls.series", 0L),
                            Map.entry("dapper.agent.calls.intervals.queued", 0L),
                            Map.entry("dapper.agent.calls.intervals.dropped", 0L),
                            Map.entry("dapper.agent.sampling.threshold{sampler=traceidratio(0.75)}", 1L << 54),
                            Map.entry("dapper.agent.sampling.probability{sampler=traceidratio(0.75)}", 0.75),
                            Map.entry("dapper.agent.advice.errors{instrumentation=executors}", 0L),
                            Map.entry("dapper.agent.advice.errors{instrumentation=jdbc}", 2L),
                            Map.entry("dapper.agent.advice.errors{instrumentation=servlet-3.0}", 0L),
                            Map.entry(
                                    "dapper.agent.instrumentations{instrumentation=executors,state=waiting,reason=}",
                                    0L),
                            Map.entry("dapper.agent.instrumentations{instrumentation=jdbc,state=active,reason=}", 3L),
                            Map.entry(
                                    "dapper.agent.instrumentations{instrumentation=servlet-3.0,state=disabled,"
                                            + "reason=switched off in the configuration}",
                                    0L),
                            Map.entry("dapper.agent.classfiles.read", 42L)));
            ScopeMetrics scope = metrics.requests.get(0).getResourceMetrics(0).getScopeMetrics(0);
            assertThat(scope.getScope().getName()).isEqualTo("dapper.agent");
            assertThat(scope.getScope().getVersion()).isNotEmpty();
            assertThat(metrics.requests.get(0).getResourceMetrics(0).getResource())
                    .isEqualTo(server.requests.get(0).getResourceSpans(0).getResource());
        }
        assertThat(lines("WARN")).isEmpty();
        assertThat(lines("agent "))
                .singleElement()
                .asString()
                .endsWith("sampler traceidratio(0.75), 2 instrumentations (1 disabled)");
    }

    @Test
    void countsTheSpansThatWereSentUnfinished() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording =
                        start(server.endpoint(), "otel.metric.export.interval=20;dapper.span.unfinished-after=20")) {
            Span open = (Span) Tracer.startLocalRoot(null, "open", SpanKind.SERVER, null, "/");
            Await.until(
                    "a report on it",
                    () -> !metrics.requests.isEmpty()
                            && last(metrics.requests).count("dapper.agent.spans.unfinished") == 1);
            open.end();
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts().recorded()).isEqualTo(2);
        }
        assertThat(last(metrics.requests).count("dapper.agent.spans.unfinished"))
                .isOne();
    }

    @Test
    void accountsForEverySpanInEachReportWhileSpansComeAndGo() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(
                        server.endpoint(),
                        "otel.metric.export.interval=1;otel.bsp.schedule.delay=1;otel.bsp.max.queue.size=20;"
                                + "otel.bsp.max.export.batch.size=5")) {
            for (int i = 0; i < 50; i++) {
                server.answers.add(observer -> observer.onError(Status.INVALID_ARGUMENT.asRuntimeException()));
            }
            Await.until("spans dropped for both reasons, and reports", () -> {
                Traces.record(10);
                QueueCounts counts = recording.counts();
                return counts.dropped(DropReason.QUEUE_FULL) > 0
                        && counts.dropped(DropReason.REJECTED) > 0
                        && counts.exported() > 0
                        && metrics.requests.size() >= 20;
            });
        }
        assertThat(metrics.requests)
                .hasSizeGreaterThan(20)
                .allSatisfy(request -> Report.of(request).assertNothingUnaccountedFor());
        Report atExit = last(metrics.requests);
        assertThat(atExit.count("dapper.agent.spans.dropped{reason=queue_full}"))
                .isPositive();
        assertThat(atExit.count("dapper.agent.spans.dropped{reason=rejected}")).isPositive();
        assertThat(atExit.count("dapper.agent.export.failures")).isEqualTo(50);
    }

    @Test
    void isSentOnceMoreAtExit() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "otel.metric.export.interval=1h")) {
            Traces.record(7);
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(metrics.requests).isEmpty();
            Traces.record(3);
        }
        assertThat(metrics.requests).hasSize(1);
        assertThat(last(metrics.requests).count("dapper.agent.spans.exported")).isEqualTo(10);
        assertThat(last(metrics.requests).count("dapper.agent.running")).isZero();
    }

    @Test
    void isNotSentAtExitIfNothingWasSentBefore() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording = start(server.endpoint(), "otel.metric.export.interval=1h")) {
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(metrics.requests).isEmpty();
    }

    @Test
    void leavesABackEndAloneThatTakesTracesOnly() throws Exception {
        try (OtlpServer server = new OtlpServer();
                Recording recording =
                        start(server.endpoint(), "otel.metric.export.interval=1;otel.bsp.schedule.delay=1")) {
            Await.until("metrics off", () -> !lines("metrics are off").isEmpty());
            Traces.record(2);
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts()).hasToString("recorded 2, exported 2, queued 0");
        }
        assertThat(lines("metrics")).singleElement().asString().contains("the back end does not take them");
        assertThat(lines("WARN")).isEmpty();
    }

    /** Spans continue meanwhile, so nothing is "exported again" between two warnings. */
    @Test
    void complainsOnceOfABackEndThatRefusesMetricsAndAsksItLessOften() throws Exception {
        MetricsServer metrics = new MetricsServer();
        metrics.failure = Status.PERMISSION_DENIED;
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording =
                        start(server.endpoint(), "otel.metric.export.interval=10;otel.bsp.schedule.delay=1")) {
            Await.until("some reports refused", () -> {
                Traces.record("span");
                return metrics.requests.size() >= 4;
            });
            metrics.failure = null;
            int refused = metrics.requests.size();
            Await.until("a report taken", () -> metrics.requests.size() > refused);
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts().dropped()).isZero();
        }
        assertThat(lines("WARN"))
                .singleElement()
                .asString()
                .contains("cannot send the agent's own metrics")
                .contains("PERMISSION_DENIED")
                .endsWith("spans are not affected");
        assertThat(lines("exported again")).isEmpty();
        long start = time(metrics.requests.get(0));
        assertThat(time(metrics.requests.get(3)) - start).isGreaterThanOrEqualTo(10 * (2 + 4 + 8) - 10);
    }

    /** Milliseconds. */
    private static long time(ExportMetricsServiceRequest request) {
        return request.getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetrics(0)
                        .getGauge()
                        .getDataPoints(0)
                        .getTimeUnixNano()
                / 1_000_000;
    }

    @Test
    void goesOverHttpBesideTheSpans() throws Exception {
        try (HttpOtlpServer server = new HttpOtlpServer();
                Recording recording = start(
                        server.base() + "/otlp",
                        "otel.exporter.otlp.protocol=http/protobuf;otel.metric.export.interval=20")) {
            Traces.record(2);
            assertThat(recording.flush(60_000)).isTrue();
            // The first report may cover the time before.
            Await.until(
                    "report on both spans",
                    () -> !server.metrics.isEmpty() && last(server.metrics).count("dapper.agent.spans.exported") == 2);

            server.metricsStatus = 404;
            Await.until("metrics off", () -> !lines("metrics are off").isEmpty());
            assertThat(server.paths).containsOnly("/otlp/v1/traces");
        }
        assertThat(lines("WARN")).isEmpty();
    }

    @Test
    void goesToAServerOfItsOwnWhichIsNoConcernOfTheSpans() throws Exception {
        HttpOtlpServer own = new HttpOtlpServer();
        try (own;
                OtlpServer server = new OtlpServer();
                Recording recording = start(
                        server.endpoint(),
                        "otel.exporter.otlp.metrics.protocol=http/protobuf;otel.exporter.otlp.metrics.endpoint="
                                + own.base() + "/own/v1/metrics;otel.exporter.otlp.metrics.headers=x-tenant=ops;"
                                + "otel.metric.export.interval=20;otel.bsp.schedule.delay=1")) {
            Traces.record(2);
            assertThat(recording.flush(60_000)).isTrue();
            Await.until(
                    "report",
                    () -> !own.metrics.isEmpty() && last(own.metrics).count("dapper.agent.spans.exported") == 2);
            assertThat(own.metricsHeaders.get(0).getFirst("x-tenant")).isEqualTo("ops");
            assertThat(own.requests).isEmpty();

            own.close();
            Await.until(
                    "line", () -> !lines("cannot send the agent's own metrics").isEmpty());
            Traces.record(3);
            assertThat(recording.flush(60_000)).isTrue();
            assertThat(recording.counts()).hasToString("recorded 5, exported 5, queued 0");
        }
        assertThat(lines("WARN")).singleElement().asString().endsWith("spans are not affected");
        assertThat(lines("exported again")).isEmpty();
    }

    @Test
    void isSilentWhenSwitchedOff() throws Exception {
        MetricsServer metrics = new MetricsServer();
        try (OtlpServer server = new OtlpServer(0, builder -> builder.addService(metrics));
                Recording recording =
                        start(server.endpoint(), "otel.metrics.exporter=none;otel.metric.export.interval=1")) {
            Traces.record(2);
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(metrics.requests).isEmpty();
        assertThat(lines("metrics")).isEmpty();
    }

    @Test
    void logsOneLineIfTheCollectorIsNotThere() throws Exception {
        try (ReservedPort nobody = new ReservedPort();
                Recording recording = start(
                        "http://127.0.0.1:" + nobody.number(),
                        "otel.metric.export.interval=1;otel.bsp.export.timeout=1")) {
            Await.until("line", () -> !lines("cannot reach the collector").isEmpty());
            Traces.record(2);
            assertThat(recording.flush(60_000)).isTrue();
        }
        assertThat(lines("WARN")).hasSize(1);
    }
}
