// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import com.google.protobuf.InvalidProtocolBufferException;
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
 * Takes OTLP metrics: keeps the reports of agents, rejects all others with a reason. Safe for use by many threads.
 *
 * <p>It uses the generated messages: an agent sends one small request in ten seconds, and admission reserves the most
 * memory that they can need in advance.
 */
public final class MetricsIntake implements Intake {
    /** The scope that identifies reports of agents. */
    static final String SCOPE = "dapper.agent";

    /** Most heap bytes of a message for each of its bytes on the wire. */
    private static final int EXPANSION = 20;

    private final AgentReports reports;
    private final JsonTranscoder json = new JsonTranscoder(ExportMetricsServiceRequest.getDescriptor());
    private final Counter requests;
    private final Counter points;

    public MetricsIntake(AgentReports reports, PrometheusRegistry registry) {
        this.reports = reports;
        this.requests = Counter.builder()
                .name("dapper_collector_metrics_requests")
                .help("Requests with metrics answered, by transport and result.")
                .labelNames("transport", "result")
                .register(registry);
        this.points = Counter.builder()
                .name("dapper_collector_metrics_points_rejected")
                .help("Data points rejected because they are not of a Dapper agent.")
                .register(registry);
        GaugeWithCallback.builder()
                .name("dapper_collector_agents")
                .help("Agents that report.")
                .callback(callback -> callback.call(reports.reporting()))
                .register(registry);
    }

    @Override
    public CompletionStage<MetricsReceipt> accept(Tenant ignoredTenant, Body body) {
        try {
            return CompletableFuture.completedStage(take(read(body)));
        } catch (RefusedException e) {
            return CompletableFuture.failedStage(e);
        } finally {
            body.discard();
        }
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

    private MetricsReceipt take(ExportMetricsServiceRequest request) {
        long rejected = 0;
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                if (scope.getScope().getName().equals(SCOPE)) {
                    reports.put(new ReportReader(resource.getResource(), scope).read(reports.now()));
                } else {
                    rejected += DataPoints.count(scope);
                }
            }
        }
        points.inc(rejected);
        return new MetricsReceipt(rejected);
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
