// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** Reads {@code ExportTraceServiceResponse} and the {@code google.rpc.Status} of a failure. */
public final class OtlpResponse {
    private static final String RETRY_INFO = "/google.rpc.RetryInfo";

    private OtlpResponse() {}

    public static ExportResult success(byte[] response) {
        ProtobufReader reader = new ProtobufReader(response);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                return partialSuccess(reader.message());
            }
        }
        return ExportResult.delivered();
    }

    private static ExportResult partialSuccess(ProtobufReader partialSuccess) {
        long rejectedSpans = 0;
        String message = "";
        for (int field = partialSuccess.next(); field != 0; field = partialSuccess.next()) {
            if (field == 1) {
                rejectedSpans = partialSuccess.number();
            } else if (field == 2) {
                message = partialSuccess.string();
            }
        }
        return rejectedSpans <= 0 && message.isEmpty()
                ? ExportResult.delivered()
                : ExportResult.partlyDelivered(Math.max(0, rejectedSpans), message);
    }

    /** The message of a {@code google.rpc.Status}, or empty. */
    static String statusMessage(byte[] status) {
        ProtobufReader reader = new ProtobufReader(status);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 2) {
                return reader.string();
            }
        }
        return "";
    }

    /** The delay of a {@code RetryInfo} among the details of a {@code google.rpc.Status}, or -1. */
    public static long retryAfterMillis(byte[] status) {
        ProtobufReader reader = new ProtobufReader(status);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            long millis = field == 3 ? detailMillis(reader.message()) : -1;
            if (millis >= 0) {
                return millis;
            }
        }
        return -1;
    }

    private static long detailMillis(ProtobufReader any) {
        boolean retryInfo = false;
        for (int field = any.next(); field != 0; field = any.next()) {
            if (field == 1) {
                retryInfo = any.string().endsWith(RETRY_INFO);
            } else if (field == 2 && retryInfo) {
                ProtobufReader info = any.message();
                return info.next() == 1 ? durationMillis(info.message()) : 0;
            }
        }
        return -1;
    }

    private static long durationMillis(ProtobufReader duration) {
        long millis = 0;
        for (int field = duration.next(); field != 0; field = duration.next()) {
            if (field == 1) {
                millis += Math.min(duration.number(), Integer.MAX_VALUE) * 1_000;
            } else if (field == 2) {
                millis += duration.number() / 1_000_000;
            }
        }
        return Math.max(0, millis);
    }
}
