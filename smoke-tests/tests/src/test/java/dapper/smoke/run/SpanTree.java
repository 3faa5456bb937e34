// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Comparator;
import java.util.List;

/** A trace as text: kind and name of each span, children in the order of their start, two spaces a level. */
public final class SpanTree {
    private SpanTree() {}

    /** Returns the trace whose root has that name; the parents of its roots were recorded elsewhere or not at all. */
    public static String below(String root, List<Span> spans) {
        StringBuilder text = new StringBuilder();
        spans.stream().filter(span -> span.getName().equals(root)).forEach(span -> append(span, "", spans, text));
        return text.toString();
    }

    private static void append(Span span, String indent, List<Span> spans, StringBuilder text) {
        String kind = span.getKind().name().replace("SPAN_KIND_", "");
        text.append(indent).append(kind).append(' ').append(span.getName()).append('\n');
        spans.stream()
                .filter(child -> isChild(child, span.getTraceId(), span.getSpanId()))
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .forEach(child -> append(child, indent + "  ", spans, text));
    }

    private static boolean isChild(Span child, ByteString traceId, ByteString parentId) {
        return child.getTraceId().equals(traceId) && child.getParentSpanId().equals(parentId);
    }
}
