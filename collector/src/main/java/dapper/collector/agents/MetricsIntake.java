// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import com.google.protobuf.InvalidProtocolBufferException;
import dapper.collector.calls.CallsIntake;
import dapper.collector.calls.CallsReceipt;
import dapper.collector.calls.DataPoints;
import dapper.collector.calls.ReceivedCalls;
import dapper.collector.pipeline.Acknowledgement;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.otlp.decode.JsonTranscoder;
import dapper.otlp.decode.MalformedRequestException;
import dapper.storage.Tenant;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes OTLP metrics: keeps the reports of agents about themselves, writes the calls that agents and SDKs count, and rejects
 * all others with a reason. The sender gets its acknowledgement when the calls are written. Safe for use by many threads.
 *
 * <p>It uses the generated messages: a process sends one small request in ten seconds, and admission reserves the most
 * memory that they can need in advance.
 */
public final class MetricsIntake implements Intake {
    /** The scope that identifies reports of agents. */
    static final String SCOPE = "dapper.agent";

    /** The scope in which agents report on their JVMs, for other servers than this. */
    private static final String JVM_SCOPE = "dapper.jvm";

    /** Most heap bytes of a message for each of its bytes on the wire. */
    private static final int EXPANSION = 20;

    private final AgentReports reports;
    private final CallsIntake calls;
    private final JsonTranscoder json = new JsonTranscoder(ExportMetricsServiceRequest.getDescriptor());
    private final Counter requests;
    private final Counter ignored;

    public MetricsIntake(AgentReports reports, CallsIntake calls, PrometheusRegistry registry) {
        this.reports = reports;
        this.calls = calls;
        this.requests = Counter.builder()
                .name("dapper_collector_metrics_requests")
                .help("Requests with metrics answered, by transport and result.")
                .labelNames("transport", "result")
                .register(registry);
        this.ignored = Counter.builder()
                .name("dapper_collector_metrics_points_ignored")
                .help("Data points of agents about their JVMs, which are not stored.")
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_collector_agents")
                .help("Agents that report.")
                .callback(callback -> callback.call(reports.reporting()))
                .register(registry);
    }

    @Override
    public CompletionStage<CallsReceipt> accept(Tenant tenant, Body body) {
        CompletionStage<CallsReceipt> answer;
        try {
            answer = calls.write(tenant, take(read(body)));
        } catch (RefusedException e) {
            body.discard();
            return CompletableFuture.failedStage(e);
        } catch (RuntimeException e) {
            body.discard();
            throw e;
        }
        return answer.whenComplete((receipt, failure) -> body.discard());
    }

    private ExportMetricsServiceRequest read(Body body) {
        try {
            body.ticket().take((long) EXPANSION * body.bytes().length);
            return ExportMetricsServiceRequest.parseFrom(
                    switch (body.encoding()) {
                        case PROTOBUF -> body.bytes();
                        case JSON -> json.toProtobuf(body.bytes(), fault -> {});
                    });
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(Reason.MALFORMED, "the body is not OTLP: " + e.getMessage(), e);
        } catch (MalformedRequestException e) {
            throw new RefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    private ReceivedCalls take(ExportMetricsServiceRequest request) {
        ReceivedCalls received = new ReceivedCalls(reports.now());
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                if (scope.getScope().getName().equals(SCOPE)) {
                    reports.put(new ReportReader(resource.getResource(), scope).read(reports.now()));
                } else if (scope.getScope().getName().equals(JVM_SCOPE)) {
                    ignored.inc(DataPoints.count(scope));
                } else {
                    scope.getMetricsList()
                            .forEach(metric -> received.add(
                                    resource.getResource(), scope.getScope().getName(), metric));
                }
            }
        }
        return received;
    }

    @Override
    public void answered(String transport, Acknowledgement receipt, long ignoredNanos) {
        requests.labelValues(transport, CollectorMetrics.result(receipt)).inc();
    }

    @Override
    public void answered(String transport, RefusedException refused, long ignoredNanos) {
        requests.labelValues(transport, CollectorMetrics.result(refused)).inc();
    }
}
