// SPDX-License-Identifier: Apache-2.0
package dapper.collector.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dapper.collector.pipeline.Acknowledgement;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers of OTLP/HTTP as bytes, in the encoding that the request had. Safe for use by many threads. */
final class OtlpAnswers {
    private static final JsonFactory JSON = new JsonFactory();

    private OtlpAnswers() {}

    /** Returns an {@code ExportTraceServiceResponse} or {@code ExportMetricsServiceResponse}. */
    static byte[] receipt(Acknowledgement receipt, Body.Encoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> receipt.toResponse().toByteArray();
            case JSON ->
                json(out -> {
                    if (!receipt.message().isEmpty()) {
                        out.writeObjectFieldStart("partialSuccess");
                        // Protobuf's JSON writes 64-bit numbers as strings.
                        out.writeStringField(receipt.rejectedField(), String.valueOf(receipt.rejected()));
                        out.writeStringField("errorMessage", receipt.message());
                        out.writeEndObject();
                    }
                });
        };
    }

    /** A {@code google.rpc.Status}. */
    static byte[] refusal(RefusedException refused, Body.Encoding encoding) {
        return status(refused.explanation(), refused.reason().retryAfter().toSeconds(), encoding);
    }

    /** A {@code google.rpc.Status}; OTLP does not use its code, HTTP has one. */
    static byte[] status(String message, Body.Encoding encoding) {
        return status(message, 0, encoding);
    }

    private static byte[] status(String message, long retrySeconds, Body.Encoding encoding) {
        return switch (encoding) {
            case PROTOBUF -> {
                Status.Builder status = Status.newBuilder().setMessage(message);
                if (retrySeconds > 0) {
                    status.addDetails(Any.pack(RetryInfo.newBuilder()
                            .setRetryDelay(Duration.newBuilder().setSeconds(retrySeconds))
                            .build()));
                }
                yield status.build().toByteArray();
            }
            case JSON -> json(out -> out.writeStringField("message", message));
        };
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The fields of one JSON object. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }
}
