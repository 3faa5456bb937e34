// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import dapper.collector.pipeline.Acknowledgement;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;

/** @param rejected data points that no part of the collector accepts */
record MetricsReceipt(long rejected) implements Acknowledgement {
    private static final String WHY = " data points rejected: this collector keeps only what Dapper agents say about"
            + " themselves (scope dapper.agent); turn the sender's metrics off, for instance with"
            + " OTEL_METRICS_EXPORTER=none";

    @Override
    public boolean isPartial() {
        return rejected > 0;
    }

    @Override
    public String message() {
        return isPartial() ? rejected + WHY : "";
    }

    @Override
    public ExportMetricsServiceResponse toResponse() {
        if (!isPartial()) {
            return ExportMetricsServiceResponse.getDefaultInstance();
        }
        return ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(rejected)
                        .setErrorMessage(message()))
                .build();
    }

    @Override
    public String rejectedField() {
        return "rejectedDataPoints";
    }
}
