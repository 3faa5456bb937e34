// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.testing;

import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** OTLP's JSON with protobuf's own classes, which write ids in base64 where OTLP requires hexadecimal digits. */
public final class ProtobufJson {
    private static final Pattern ID = Pattern.compile("(\"(?:traceId|spanId|parentSpanId)\": ?)\"([^\"]*)\"");

    private ProtobufJson() {}

    public static String print(ExportTraceServiceRequest request) throws IOException {
        return withIds(
                JsonFormat.printer().printingEnumsAsInts().print(request),
                id -> HexFormat.of().formatHex(Base64.getDecoder().decode(id)));
    }

    public static ExportTraceServiceRequest parse(String json) throws IOException {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        JsonFormat.parser()
                .merge(
                        withIds(
                                json,
                                id -> Base64.getEncoder()
                                        .encodeToString(HexFormat.of().parseHex(id))),
                        request);
        return request.build();
    }

    private static String withIds(String json, UnaryOperator<String> rewrite) {
        return ID.matcher(json).replaceAll(found -> found.group(1) + '"' + rewrite.apply(found.group(2)) + '"');
    }
}
