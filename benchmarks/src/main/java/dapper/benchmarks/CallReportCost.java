// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks;

import com.sun.management.ThreadMXBean;
import dapper.collector.calls.ReceivedCalls;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;

/**
 * CPU time of a collector for one report of counted calls, without sockets and storage: parsed, checked and brought to the
 * model of storage. See {@link CallReports}.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dapper.benchmarks.CallReportCost
 * </pre>
 */
public final class CallReportCost {
    private static final long ROUND_CPU_NANOS = 2_000_000_000L;
    private static final int ROUNDS = 5;

    private CallReportCost() {}

    public static void main(String[] arguments) throws Exception {
        byte[] request = new CallReports()
                .of("orders", "orders-1", 1_700_000_000_000_000_000L)
                .toByteArray();
        System.out.printf(Locale.ROOT, "%d series, %d bytes on the wire%n", CallReports.SERIES, request.length);
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
        if (received.taken() != CallReports.SERIES) {
            throw new IllegalStateException("refused: " + received.refused());
        }
    }
}
