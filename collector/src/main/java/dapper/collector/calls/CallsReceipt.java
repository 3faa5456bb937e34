// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.collector.pipeline.Acknowledgement;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The answer to a request whose calls are written.
 *
 * @param refused numbers of data points that must not be sent again
 */
public record CallsReceipt(Map<Refusal, Long> refused) implements Acknowledgement {
    public CallsReceipt {
        refused = Map.copyOf(refused);
    }

    @Override
    public boolean isPartial() {
        return !refused.isEmpty();
    }

    @Override
    public long rejected() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String message() {
        if (refused.isEmpty()) {
            return "";
        }
        StringJoiner reasons = new StringJoiner("; ", rejected() + " data points rejected: ", "");
        new EnumMap<>(refused).forEach((refusal, points) -> reasons.add(points + " " + refusal.description()));
        return reasons.toString();
    }

    @Override
    public ExportMetricsServiceResponse toResponse() {
        if (!isPartial()) {
            return ExportMetricsServiceResponse.getDefaultInstance();
        }
        return ExportMetricsServiceResponse.newBuilder()
                .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(rejected())
                        .setErrorMessage(message()))
                .build();
    }

    @Override
    public String rejectedField() {
        return "rejectedDataPoints";
    }
}
