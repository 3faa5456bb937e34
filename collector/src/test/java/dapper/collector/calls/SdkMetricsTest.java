// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import static dapper.collector.HttpClients.postTo;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.collector.Collector;
import dapper.collector.Collectors;
import dapper.collector.RecordingCalls;
import dapper.collector.RecordingWriter;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics of the real OpenTelemetry SDK, with its default buckets. */
class SdkMetricsTest {
    private static final CallKey GET = new CallKey(CallKind.HTTP_SERVER, "GET /cart", "", "200", "");

    private final RecordingCalls storage = new RecordingCalls();
    private final Collector collector = Collectors.start(new RecordingWriter(), storage);

    @AfterEach
    void close() {
        collector.close();
    }

    @ParameterizedTest
    @EnumSource(AggregationTemporality.class)
    void countsEachCallOnce(AggregationTemporality temporality) throws Exception {
        Reader reader = new Reader(temporality);
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "sdk")
                        .put("service.instance.id", "one")
                        .build()))
                .registerMetricReader(reader)
                .build()) {
            DoubleHistogram histogram = provider.get("some.instrumentation")
                    .histogramBuilder("http.server.request.duration")
                    .setUnit("s")
                    .setExplicitBucketBoundariesAdvice(List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5))
                    .build();
            record(histogram, 0.003, 0.3);
            send(reader);
            record(histogram, 0.3, 4);
            send(reader);
            send(reader);
        }

        assertThat(storage.reports())
                .extracting(report -> report.process().service() + ' ' + calls(report))
                .containsExactly("sdk 2", "sdk 2");
        assertThat(storage.reports().get(1).series().get(GET).durations().countUpTo(0.6))
                .isBetween(0.9, 1.1);
        assertThat(storage.reports().get(0).endUnixNanos())
                .isLessThanOrEqualTo(storage.reports().get(1).startUnixNanos());
    }

    private static long calls(CallReport report) {
        return report.series().get(GET).durations().count();
    }

    private static void record(DoubleHistogram histogram, double... seconds) {
        for (double each : seconds) {
            histogram.record(
                    each,
                    Attributes.builder()
                            .put("http.request.method", "GET")
                            .put("http.route", "/cart")
                            .put("http.response.status_code", 200)
                            .build());
        }
    }

    private void send(Reader reader) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        MetricsRequestMarshaler.create(reader.registration.collectAllMetrics()).writeBinaryTo(body);
        assertThat(postTo(collector, "/v1/metrics", "application/x-protobuf", body.toByteArray())
                        .statusCode())
                .isEqualTo(200);
    }

    /** Collects when the test wants. */
    private static final class Reader implements MetricReader {
        private final AggregationTemporality temporality;
        private CollectionRegistration registration = CollectionRegistration.noop();

        Reader(AggregationTemporality temporality) {
            this.temporality = temporality;
        }

        @Override
        public void register(CollectionRegistration given) {
            registration = given;
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return temporality;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
