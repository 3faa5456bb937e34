// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.sun.management.ThreadMXBean;
import dapper.collector.calls.ReceivedCalls;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/**
 * CPU time of a collector for one report of counted calls, without sockets and storage: parsed, checked and brought to the
 * model of storage. 40 series of 20 buckets each, as an agent with 20 operations sends them each ten seconds.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.CallReportCost
 * </pre>
 */
public final class CallReportCost {
    private static final int SERIES = 40;
    private static final int BUCKETS = 20;
    private static final long ROUND_CPU_NANOS = 2_000_000_000L;
    private static final int ROUNDS = 5;

    private CallReportCost() {}

    public static void main(String[] arguments) throws Exception {
        byte[] request = request().toByteArray();
        System.out.printf(Locale.ROOT, "%d series, %d bytes on the wire%n", SERIES, request.length);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 1; round <= ROUNDS; round++) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long begun = thread.getCurrentThreadCpuTime();
            long cpu = 0;
            int reports = 0;
            while (cpu < ROUND_CPU_NANOS) {
                take(request);
                reports++;
                cpu = thread.getCurrentThreadCpuTime() - begun;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%.1f us of CPU and %d bytes allocated a report%n",
                    cpu / 1e3 / reports,
                    (thread.getCurrentThreadAllocatedBytes() - allocated) / reports);
        }
    }

    private static void take(byte[] bytes) throws Exception {
        ReceivedCalls received = new ReceivedCalls(Instant.ofEpochSecond(1_700_000_030));
        for (ResourceMetrics resource :
                ExportMetricsServiceRequest.parseFrom(bytes).getResourceMetricsList()) {
            resource.getScopeMetrics(0)
                    .getMetricsList()
                    .forEach(metric -> received.add(resource.getResource(), "dapper.calls", metric));
        }
        if (received.taken() != SERIES) {
            throw new IllegalStateException("refused: " + received.refused());
        }
    }

    private static ExportMetricsServiceRequest request() {
        Random random = new Random(1);
        ExponentialHistogram.Builder histogram = ExponentialHistogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        for (int i = 0; i < SERIES; i++) {
            ExponentialHistogramDataPoint.Builder point = histogram
                    .addDataPointsBuilder()
                    .setStartTimeUnixNano(1_700_000_000_000_000_000L)
                    .setTimeUnixNano(1_700_000_010_000_000_000L)
                    .setScale(3)
                    .setSum(5)
                    .setMin(0.001)
                    .setMax(2)
                    .addAttributes(text("dapper.operation", "GET /orders/{id}/part" + i / 2))
                    .addAttributes(text("http.request.method", "GET"))
                    .addAttributes(text("http.response.status_code", i % 2 == 0 ? "200" : "500"));
            long count = 0;
            point.getPositiveBuilder().setOffset(-40);
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int calls = random.nextInt(30);
                point.getPositiveBuilder().addBucketCounts(calls);
                count += calls;
            }
            point.setCount(count);
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "orders")))
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("http.server.request.duration")
                                        .setUnit("s")
                                        .setExponentialHistogram(histogram))))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
