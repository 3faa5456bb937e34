// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.StringJoiner;

/**
 * The answer to an accepted request: all its spans are stored, sampled out, or counted here.
 *
 * @param rejectedSpans spans that must not be sent again
 * @param message the rules that they broke, and the losses of the others to limits and faults; empty if everything is
 *     stored as sent
 */
public record Receipt(int rejectedSpans, String message) implements Acknowledgement {
    static final Receipt COMPLETE = new Receipt(0, "");

    @Override
    public boolean isPartial() {
        return rejectedSpans > 0;
    }

    @Override
    public long rejected() {
        return rejectedSpans;
    }

    @Override
    public String rejectedField() {
        return "rejectedSpans";
    }

    @Override
    public ExportTraceServiceResponse toResponse() {
        if (message.isEmpty()) {
            return ExportTraceServiceResponse.getDefaultInstance();
        }
        return ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejectedSpans)
                        .setErrorMessage(message))
                .build();
    }

    /** @param refusedByStorage spans that storage can never store */
    static Receipt of(TraceBatch batch, int refusedByStorage, String storageMessage) {
        int rejected = batch.rejectedSpans() + refusedByStorage;
        String lost = batch.tally().summary();
        if (rejected == 0) {
            return lost.isEmpty() ? COMPLETE : new Receipt(0, lost);
        }
        StringJoiner rules = new StringJoiner("; ", rejected + " of " + batch.received() + " spans rejected: ", "");
        batch.rejected().forEach((reason, spans) -> rules.add(spans + " " + reason.description()));
        if (refusedByStorage > 0) {
            rules.add(refusedByStorage + " that storage refused (" + storageMessage + ")");
        }
        if (!lost.isEmpty()) {
            rules.add(lost);
        }
        return new Receipt(rejected, rules.toString());
    }
}
