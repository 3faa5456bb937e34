// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with protobuf's own streams. */
class ProtobufWriterTest {
    private final ProtobufWriter writer = new ProtobufWriter(1);

    private byte[] written() {
        return Arrays.copyOf(writer.bytes(), writer.position());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbersLikeProtobuf(long value) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(expected);
        coded.writeUInt64(3, value);
        coded.writeFixed64(4, value);
        coded.writeFixed32(16, (int) value);
        coded.flush();

        writer.varint(3, value);
        writer.fixed64(4, value);
        writer.fixed32(16, (int) value);

        assertThat(written()).isEqualTo(expected.toByteArray());
    }

    @Test
    void writesAnyStringLikeTheJdk() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(200);
            int range = random.nextInt(4);
            for (int i = 0; i < length; i++) {
                text.appendCodePoint(
                        switch (random.nextInt(range + 1)) {
                            case 0 -> random.nextInt(0x80);
                            case 1 -> random.nextInt(0x800);
                            case 2 -> random.nextInt(0x1_0000); // includes lone surrogates
                            default -> random.nextInt(0x11_0000);
                        });
            }
            writer.position(0);
            writer.string(1, text.toString());

            CodedInputStream in = CodedInputStream.newInstance(written());
            assertThat(in.readTag()).isEqualTo(1 << 3 | 2);
            assertThat(in.readByteArray()).isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(in.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 70_000})
    void nestsMessagesOfAnyLength(int length) throws IOException {
        String text = "x".repeat(length);
        for (int room = 1; room <= 3; room++) {
            writer.position(0);
            int outer = writer.begin(1, room);
            int inner = writer.begin(2, room);
            writer.string(3, text);
            writer.end(inner, room);
            writer.varint(4, 5);
            writer.end(outer, room);

            CodedInputStream in = CodedInputStream.newInstance(written());
            assertThat(in.readTag()).isEqualTo(1 << 3 | 2);
            CodedInputStream message = CodedInputStream.newInstance(in.readByteArray());
            assertThat(in.isAtEnd()).isTrue();
            assertThat(message.readTag()).isEqualTo(2 << 3 | 2);
            CodedInputStream nested = CodedInputStream.newInstance(message.readByteArray());
            assertThat(nested.readTag()).isEqualTo(3 << 3 | 2);
            assertThat(nested.readString()).isEqualTo(text);
            assertThat(nested.isAtEnd()).isTrue();
            assertThat(message.readTag()).isEqualTo(4 << 3);
            assertThat(message.readInt64()).isEqualTo(5);
            assertThat(message.isAtEnd()).isTrue();
        }
    }

    @Test
    void readsWhatItWrites() {
        writer.varint(1, 150);
        writer.fixed64(2, 1);
        writer.fixed32(3, 1);
        writer.string(4, "text");
        int message = writer.begin(5, 1);
        writer.varint(1, 7);
        writer.end(message, 1);

        ProtobufReader reader = new ProtobufReader(written());
        assertThat(reader.next()).isEqualTo(1);
        assertThat(reader.number()).isEqualTo(150);
        assertThat(reader.string()).isEmpty();
        assertThat(reader.next()).isEqualTo(2);
        assertThat(reader.next()).isEqualTo(3);
        assertThat(reader.next()).isEqualTo(4);
        assertThat(reader.string()).isEqualTo("text");
        assertThat(reader.number()).isZero();
        assertThat(reader.next()).isEqualTo(5);
        ProtobufReader nested = reader.message();
        assertThat(nested.next()).isEqualTo(1);
        assertThat(nested.number()).isEqualTo(7);
        assertThat(nested.next()).isZero();
        assertThat(reader.next()).isZero();
    }

    @Test
    void readsGarbageWithoutHarm() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            OtlpResponse.success(garbage);
            OtlpResponse.statusMessage(garbage);
            assertThat(OtlpResponse.retryAfterMillis(garbage)).isGreaterThanOrEqualTo(-1);
        }
    }
}
