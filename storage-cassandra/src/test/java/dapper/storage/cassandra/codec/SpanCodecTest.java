// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.NoValue;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.TraceId;
import dapper.storage.cassandra.Spans;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanCodecTest {
    private final RandomSpans random = new RandomSpans(7);

    @Test
    void givesBackExactlyWhatItWasGiven() {
        for (int i = 0; i < 2_000; i++) {
            Span span = random.span(random.traceId());
            ContentHash resource = ContentHash.of(Origin.encode(span.resource()));
            ContentHash scope = ContentHash.of(Origin.encode(span.scope()));
            ByteBuffer cell = SpanCodec.encode(span, resource, scope);
            boolean named = !span.scope().equals(InstrumentationScope.UNKNOWN);

            assertThat(SpanCodec.origins(cell)).isEqualTo(named ? List.of(resource, scope) : List.of(resource));
            assertThat(SpanCodec.decode(
                            span.traceId(),
                            span.spanId(),
                            cell,
                            new Known(Map.of(resource, span.resource(), scope, span.scope()))))
                    .isEqualTo(span);
        }
    }

    /** The resource has the cells that a collector of format 1 made of the first spans of this seed, in hexadecimal. */
    @Test
    void readsTheFirstFormat() throws Exception {
        RandomSpans same = new RandomSpans(11);
        for (String line : Files.readAllLines(
                Path.of(SpanCodecTest.class.getResource("cells-of-format-1.txt").toURI()))) {
            Span span = same.span(same.traceId());
            ContentHash resource = ContentHash.of(Origin.encode(span.resource()));
            ContentHash scope = ContentHash.of(Origin.encode(span.scope()));
            ByteBuffer cell = ByteBuffer.wrap(HexFormat.of().parseHex(line));

            assertThat(cell.get(0)).isEqualTo((byte) SpanHead.FIRST);
            assertThat(SpanCodec.resource(cell)).isEqualTo(resource);
            assertThat(SpanCodec.decode(
                            span.traceId(),
                            span.spanId(),
                            cell,
                            new Known(Map.of(resource, span.resource(), scope, span.scope()))))
                    .isEqualTo(span);
        }
    }

    @Test
    void givesBackNumbersThatOtlpDoesNotDefine() {
        TraceId id = new TraceId(0, 1);
        for (int number : new int[] {-1, 3, 6, 7, 8, 127, 128, 255, 263, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            ByteSink sink = new ByteSink();
            sink.int8(OtlpNumbers.of(new Status.Code(number)));
            OtlpNumbers.writeOther(number, sink);
            ByteSource source = new ByteSource(sink.toBuffer());
            assertThat(OtlpNumbers.read(source.int8(), source)).isEqualTo(number);

            Span span = Spans.of(id, 1).kind(new SpanKind(number)).build();
            ContentHash resource = new ContentHash(1, 2);
            ByteBuffer cell = SpanCodec.encode(span, resource, resource);
            assertThat(SpanCodec.decode(id, 1, cell, new Known(Map.of(resource, span.resource())))
                            .kind())
                    .isEqualTo(new SpanKind(number));
        }
    }

    @Test
    void givesBackBytesWithinListsAndEmptyValues() {
        ByteSink sink = new ByteSink();
        AttributesCodec.write(Attributes.ofFlat("list", List.of(new byte[] {1, -2}, NoValue.NONE)), sink);

        List<?> read =
                (List<?>) AttributesCodec.read(new ByteSource(sink.toBuffer())).value(0);
        assertThat(read).hasSize(2);
        assertThat((Object) read.get(1)).isEqualTo(NoValue.NONE);
        assertThat((byte[]) read.get(0)).containsExactly(1, -2);
    }

    @Test
    void givesBackResourcesAndScopes() {
        for (int i = 0; i < 500; i++) {
            Resource resource = random.resource();
            InstrumentationScope scope = random.scope();

            assertThat(Origin.decode(ByteBuffer.wrap(Origin.encode(resource)))).isEqualTo(resource);
            assertThat(Origin.decode(ByteBuffer.wrap(Origin.encode(scope)))).isEqualTo(scope);
        }
    }

    @Test
    void refusesACellOfANewerVersion() {
        ByteBuffer cell = ByteBuffer.wrap(new byte[] {SpanHead.VERSION + 1, 0, 0});

        assertThatThrownBy(() -> SpanCodec.decode(new TraceId(0, 1), 2, cell, new Known(Map.of())))
                .isInstanceOf(CorruptDataException.class)
                .hasMessage("a span has the format 3, which a newer version of Dapper wrote");
    }

    @Test
    void refusesACellThatIsCutAnywhere() {
        Span span = random.span(random.traceId());
        ContentHash hash = new ContentHash(1, 2);
        ByteBuffer cell = SpanCodec.encode(span, hash, hash);
        Known known = new Known(Map.of(hash, span.resource()));
        for (int length = 0; length < cell.remaining(); length++) {
            ByteBuffer cut = cell.duplicate().limit(length);

            assertThatThrownBy(() -> SpanCodec.decode(span.traceId(), 1, cut, known))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    private record Known(Map<ContentHash, Object> origins) implements SpanCodec.Origins {
        @Override
        public Resource resource(ContentHash hash) {
            return (Resource) origins.get(hash);
        }

        @Override
        public InstrumentationScope scope(ContentHash hash) {
            return origins.get(hash) instanceof InstrumentationScope scope ? scope : InstrumentationScope.UNKNOWN;
        }
    }
}
