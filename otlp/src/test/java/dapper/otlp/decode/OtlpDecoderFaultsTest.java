// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.testing.Requests.request;
import static dapper.otlp.testing.Requests.span;
import static dapper.otlp.testing.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dapper.otlp.testing.Mutations;
import dapper.storage.Attributes;
import dapper.storage.Span;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A malformed part affects itself and nothing around it. */
class OtlpDecoderFaultsTest extends Decoding {
    @Test
    void losesOnlyTheMalformedSpan() throws Exception {
        byte[] broken = field(ScopeSpans.SPANS_FIELD_NUMBER, new byte[] {0x0a, 99, 1, 2});
        byte[] group = field(ScopeSpans.SPANS_FIELD_NUMBER, new byte[] {(byte) 0xfb, 1, 0x08});
        ByteArrayOutputStream scope = new ByteArrayOutputStream();
        ScopeSpans.newBuilder().addSpans(span(TRACE, 2)).build().writeTo(scope);
        scope.write(broken);
        ScopeSpans.newBuilder().addSpans(span(TRACE, 3)).build().writeTo(scope);
        scope.write(group);
        ScopeSpans.newBuilder().addSpans(span(TRACE, 4)).build().writeTo(scope);

        decode(field(1, field(2, scope.toByteArray())));

        assertThat(spans).extracting(Span::spanId).containsExactly(2L, 3L, 4L);
        assertThat(tally.malformedSpans()).isEqualTo(2);
        assertThat(tally.summary()).isEqualTo("a field is longer than the message that holds it");
    }

    @Test
    void losesOnlyTheMalformedPartOfASpan() throws Exception {
        byte[] garbage = {0x0a, 99, 1, 2};
        byte[] garbageInside = field(2, field(AnyValue.ARRAY_VALUE_FIELD_NUMBER, field(1, garbage)));
        ByteArrayOutputStream span = new ByteArrayOutputStream();
        span(TRACE, 2).addAttributes(text("a", "1")).build().writeTo(span);
        span.write(field(io.opentelemetry.proto.trace.v1.Span.ATTRIBUTES_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.EVENTS_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.LINKS_FIELD_NUMBER, garbage));
        span.write(field(io.opentelemetry.proto.trace.v1.Span.ATTRIBUTES_FIELD_NUMBER, garbageInside));
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .addAttributes(text("b", "2"))
                .build()
                .writeTo(span);

        decode(field(1, field(2, field(2, span.toByteArray()))));

        assertThat(spans.get(0).attributes()).isEqualTo(Attributes.ofFlat("a", "1", "", List.of(), "b", "2"));
        assertThat(spans.get(0).dropped().attributes()).isEqualTo(2);
        assertThat(spans.get(0).dropped().events()).isEqualTo(1);
        assertThat(spans.get(0).dropped().links()).isEqualTo(1);
    }

    @Test
    void keepsTheSpansOfAMalformedResource() throws Exception {
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        Resource.newBuilder()
                .addAttributes(text("service.name", "half"))
                .build()
                .writeTo(resource);
        resource.write(new byte[] {0x0a, 99, 1, 2});
        ByteArrayOutputStream resourceSpans = new ByteArrayOutputStream();
        resourceSpans.write(field(1, resource.toByteArray()));
        resourceSpans.write(field(2, field(1, new byte[] {0x0a, 99})));
        ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(span(TRACE, 2)))
                .build()
                .writeTo(resourceSpans);

        decode(field(1, resourceSpans.toByteArray()));

        assertThat(spans).extracting(Span::serviceName).containsExactly("half");
        assertThat(spans.get(0).resource().droppedAttributes()).isEqualTo(1);
    }

    @Test
    void replacesMalformedTextInsteadOfLosingTheRequest() throws Exception {
        byte[] request = request(span(TRACE, 2).addAttributes(text("k", "?#?"))).toByteArray();
        for (int i = 0; i < request.length; i++) {
            if (request[i] == '#') {
                request[i] = (byte) 0xff;
            }
        }
        decode(request);

        assertThat(spans.get(0).attributes()).isEqualTo(Attributes.ofFlat("k", "?\ufffd?"));
        assertThat(tally.summary()).isEqualTo("not stored as sent: 1 texts with bytes that are not UTF-8 replaced");
    }

    @Test
    void leavesAReplacementCharacterThatWasSent() throws Exception {
        decode(request(span(TRACE, 2).setName("\ufffd").addAttributes(text("\ufffd", "\ufffd" + "日".repeat(16_383)))));

        assertThat(tally.summary()).isEmpty();
    }

    @Test
    void saysWhatIsNoRequest() {
        assertThatThrownBy(() -> decode(new byte[] {0x0a, 5, 1}))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage("the body is not an OTLP trace request in protobuf format: "
                        + "a field is longer than the message that holds it");
        assertThatThrownBy(() -> decode("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedRequestException.class);
    }

    /** Any bytes give a span or a refusal, and bytes that protobuf itself can read are never refused. */
    @Test
    void survivesMutatedRequests() {
        Random random = new Random(7);
        RandomRequests requests = new RandomRequests(7);
        OtlpDecoder decoder = new OtlpDecoder(SpanLimits.DEFAULT);
        for (int i = 0; i < 30_000; i++) {
            byte[] request = Mutations.mutate(requests.next().toByteArray(), random);
            boolean accepted;
            try {
                decoder.decode(
                        request,
                        new LimitTally(),
                        (span, readable) -> assertThat(span.spanId()).isNotNull());
                accepted = true;
            } catch (MalformedRequestException e) {
                accepted = false;
            }
            assertThat(accepted || !isReadable(request)).isTrue();
        }
    }

    private static boolean isReadable(byte[] request) {
        try {
            ExportTraceServiceRequest.parseFrom(request);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
