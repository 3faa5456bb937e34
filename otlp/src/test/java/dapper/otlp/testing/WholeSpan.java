// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.testing;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;

/** A span with everything it shares with others, because grouping and order of spans are irrelevant. */
public record WholeSpan(Message resource, String resourceSchema, Message scope, String scopeSchema, Message span) {
    public static List<WholeSpan> of(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .flatMap(ofResource -> ofResource.getScopeSpansList().stream()
                        .flatMap(ofScope -> ofScope.getSpansList().stream()
                                .map(span -> new WholeSpan(
                                        ofResource.getResource(),
                                        ofResource.getSchemaUrl(),
                                        ofScope.getScope(),
                                        ofScope.getSchemaUrl(),
                                        span))))
                .toList();
    }
}
