// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.CodedOutputStream;
import dapper.storage.Span;
import dapper.storage.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Decodes requests, and builds requests that no generated class would write. */
abstract class Decoding {
    static final TraceId TRACE = new TraceId(1, 2);

    final List<Span> spans = new ArrayList<>();
    final List<Boolean> parentIdsReadable = new ArrayList<>();
    LimitTally tally = new LimitTally();

    static byte[] field(int number, byte[] value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(number, value);
        out.flush();
        return bytes.toByteArray();
    }

    /** Without a resource, whose texts would be cut too. */
    static ExportTraceServiceRequest ofNobody(io.opentelemetry.proto.trace.v1.Span.Builder span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    static KeyValue.Builder attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value);
    }

    void decode(ExportTraceServiceRequest request) throws MalformedRequestException {
        decode(request.toByteArray());
    }

    void decode(byte[] request) throws MalformedRequestException {
        decode(SpanLimits.DEFAULT, request);
    }

    void decode(SpanLimits limits, byte[] request) throws MalformedRequestException {
        tally = new LimitTally();
        new OtlpDecoder(limits).decode(request, tally, (span, parentIdReadable) -> {
            spans.add(span);
            parentIdsReadable.add(parentIdReadable);
        });
    }
}
