// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.InstrumentationScope;
import dapper.bootstrap.Span;
import dapper.javaagent.resource.Resource;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Builds one {@code ExportTraceServiceRequest}: the spans of one resource, in one reused array.
 *
 * <p>Spans are written first, after a gap; the headers, whose lengths are known only then, are written backwards into
 * the gap. So a request is encoded in one pass and sent without copying. Only spans that other libraries made wait in
 * {@link ScopeGroups} and are copied to the end.
 */
public final class SpansRequest implements OtlpRequest {
    /** Collectors accept 4 MiB by default. One span can be half a megabyte at worst. */
    static final int FULL_BYTES = 1 << 20;

    /** A larger array is not kept for the next batch. */
    private static final int MAX_KEPT_CAPACITY = 4 * FULL_BYTES;

    private static final String SCOPE = "io.dapper.javaagent";
    private static final int INITIAL_CAPACITY = 1 << 14;
    private static final int MAX_HEADER = 3 * (1 + 5);

    private final byte[] resource;
    private final byte[] scope;
    private final int gap;
    private final SpanEncoder encoder = new SpanEncoder();
    final ScopeGroups others = new ScopeGroups();
    private ProtobufWriter writer = new ProtobufWriter(INITIAL_CAPACITY);
    private int start;
    private int end;

    public SpansRequest(Resource resource, String version) {
        this.resource = ResourceEncoder.resource(resource);
        this.scope = ResourceEncoder.scope(SCOPE, version);
        this.gap = MAX_HEADER + this.resource.length + this.scope.length;
        clear();
    }

    /** Copies the span's data. If that fails, the request stays as it was. */
    public void add(Span span) {
        InstrumentationScope other = span.scope();
        ProtobufWriter out = other == null ? writer : others.of(other);
        int before = out.position();
        boolean done = false;
        try {
            encoder.encode(span, out);
            done = true;
        } finally {
            if (!done) {
                out.position(before);
            }
        }
    }

    /** Returns whether it should be sent before more is added. */
    public boolean isFull() {
        return writer.position() - gap + others.length() >= FULL_BYTES;
    }

    /** Writes the headers; afterwards {@link #writeTo} and {@link #length()} cover the whole request. */
    public void finish() {
        int ownEnd = writer.position();
        try {
            writeAround(ownEnd);
        } finally {
            // The copies behind stay until more is added: a batch may be finished again for another attempt.
            writer.position(ownEnd);
        }
    }

    private void writeAround(int ownEnd) {
        others.writeTo(writer);
        end = writer.position();
        boolean hasOwn = ownEnd > gap || end == ownEnd;
        int scopeSpansLength = scope.length + ownEnd - gap;
        int scopeSpansHeader = hasOwn ? 1 + ProtobufWriter.varintSize(scopeSpansLength) + scope.length : 0;
        int resourceSpansLength = resource.length + scopeSpansHeader + end - gap;
        start = gap - scopeSpansHeader - resource.length - ProtobufWriter.varintSize(resourceSpansLength) - 1;
        writer.position(start);
        writer.tag(1, ProtobufWriter.BYTES); // resource_spans
        writer.varint(resourceSpansLength);
        writer.raw(resource, resource.length);
        if (hasOwn) {
            writer.tag(2, ProtobufWriter.BYTES); // scope_spans
            writer.varint(scopeSpansLength);
            writer.raw(scope, scope.length);
        }
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public void writeTo(OutputStream out, int offset) throws IOException {
        out.write(writer.bytes(), start + offset, length() - offset);
    }

    @Override
    public void copyTo(byte[] target, int at, int offset, int length) {
        System.arraycopy(writer.bytes(), start + offset, target, at, length);
    }

    @Override
    public int byteAt(int offset) {
        return writer.bytes()[start + offset] & 0xFF;
    }

    /** Begins the next request. */
    public void clear() {
        start = gap;
        end = gap;
        writer.position(gap);
        others.clear();
        if (writer.capacity() > MAX_KEPT_CAPACITY) {
            // Last: if there is no memory for it, the large one is kept.
            ProtobufWriter small = new ProtobufWriter(INITIAL_CAPACITY);
            small.position(gap);
            writer = small;
        }
    }
}
