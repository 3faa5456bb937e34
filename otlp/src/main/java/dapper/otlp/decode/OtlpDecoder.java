// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.LEN;

import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;

/**
 * Turns the bytes of an OTLP trace request into spans. Safe for use by many threads.
 *
 * <p>It reads the wire format itself and does not build the generated messages: otherwise a request of two bytes a span
 * would become objects of a hundred times its size before a limit could apply, and a usual span would be copied twice.
 * So spans are passed on one by one, limits apply while reading, and refused or sampled-out spans are never kept.
 *
 * <p>A malformed span affects only itself, and so does an attribute, event or link: each has its own length-delimited
 * field, after which reading continues. {@link LimitTally} counts them.
 *
 * <p>A resource belongs to all spans of its message, but protobuf lets it come after them. So each
 * {@code ResourceSpans} is read twice: first for the resource, skipping the rest, then for the spans. The same holds
 * for scopes.
 */
public final class OtlpDecoder {
    private final SpanLimits limits;
    private final TextCache cache = new TextCache();

    public OtlpDecoder(SpanLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a whole request.
     *
     * @param request an {@code ExportTraceServiceRequest} in protobuf's binary form
     * @param tally receives the losses to limits and faults
     * @throws MalformedRequestException if this is not such a message, or its division into spans is broken, so that
     *     their number is unknown; spans before the fault have been passed on by then
     */
    public void decode(byte[] request, LimitTally tally, SpanConsumer into) throws MalformedRequestException {
        try {
            new Request(tally, into).read(new WireReader(request));
        } catch (IOException e) {
            throw new MalformedRequestException(
                    "the body is not an OTLP trace request in protobuf format: " + e.getMessage(), e);
        }
    }

    /** The decoders of one request, and the descent to its spans. */
    private final class Request {
        private final LimitTally tally;
        private final SpanConsumer into;
        private final ResourceDecoder resources;
        private final ScopeDecoder scopes;
        private final SpanDecoder spans;

        Request(LimitTally tally, SpanConsumer into) {
            this.tally = tally;
            this.into = into;
            BoundedTexts texts = new BoundedTexts(limits, cache, tally);
            AttributesDecoder attributes = new AttributesDecoder(limits, texts, tally);
            this.resources = new ResourceDecoder(limits, tally, texts, attributes);
            this.scopes = new ScopeDecoder(tally, texts, attributes);
            this.spans = new SpanDecoder(limits, tally, texts, attributes);
        }

        void read(WireReader in) throws IOException {
            int tag;
            while ((tag = in.nextTag()) != 0) {
                if (tag == (ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER << 3 | LEN)) {
                    readResourceSpans(in.detach());
                } else {
                    in.skipUnknown(tag, tally);
                }
            }
        }

        private void readResourceSpans(WireReader in) throws IOException {
            Resource resource = resources.read(in);
            WireReader again = in.again();
            int tag;
            while ((tag = again.nextTag()) != 0) {
                if (tag == (ResourceSpans.SCOPE_SPANS_FIELD_NUMBER << 3 | LEN)) {
                    readScopeSpans(again.detach(), resource);
                } else {
                    again.skip(tag);
                }
            }
        }

        private void readScopeSpans(WireReader in, Resource resource) throws IOException {
            InstrumentationScope scope = scopes.read(in);
            WireReader again = in.again();
            int tag;
            while ((tag = again.nextTag()) != 0) {
                if (tag == (ScopeSpans.SPANS_FIELD_NUMBER << 3 | LEN)) {
                    spans.read(again, resource, scope, into);
                } else {
                    again.skip(tag);
                }
            }
        }
    }
}
