// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf's binary form front to back without knowing lengths in advance. Used by one thread.
 *
 * <p>The length of a nested message is patched in when it ends, in a varint of fixed width: protobuf readers accept
 * padded ones, and only our own decoder reads these.
 */
final class WireBuffer {
    private static final int LENGTH_WIDTH = 5;
    private static final int LONGEST_SCALAR = 20;
    /** Protobuf keeps this number for itself: no schema can use it. */
    private static final int RESERVED_FIELD = 19_000;

    private byte[] bytes;
    private int used;

    WireBuffer(int expectedSize) {
        bytes = new byte[Math.max(64, expectedSize)];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, used);
    }

    /** Begins a nested message; end it with {@link #close} and the returned value. */
    int open(int field) throws IOException {
        scalar(out -> out.writeTag(field, WireReader.LEN));
        ensure(LENGTH_WIDTH);
        used += LENGTH_WIDTH;
        return used;
    }

    void close(int opened) {
        int length = used - opened;
        for (int i = opened - LENGTH_WIDTH; i < opened - 1; i++) {
            bytes[i] = (byte) (length & 0x7f | 0x80);
            length >>>= 7;
        }
        bytes[opened - 1] = (byte) length;
    }

    void text(int field, String value) throws IOException {
        bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(int field, byte[] value) throws IOException {
        int opened = open(field);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, used, value.length);
        used += value.length;
        close(opened);
    }

    /** Writes a tag, a number, or both: at most {@value #LONGEST_SCALAR} bytes. */
    void scalar(Scalar scalar) throws IOException {
        ensure(LONGEST_SCALAR);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, used, LONGEST_SCALAR);
        scalar.write(out);
        used += out.getTotalBytesWritten();
    }

    /** Writes a field that no message defines, so that the decoder counts it. */
    void unknown() throws IOException {
        scalar(out -> out.writeInt32(RESERVED_FIELD, 0));
    }

    /** Writes a tag that no message may have: readers find this message malformed, but none of those around it. */
    void spoil() {
        ensure(1);
        bytes[used++] = 0;
    }

    private void ensure(int more) {
        if (bytes.length - used < more) {
            bytes = Arrays.copyOf(bytes, Math.max(used + more, bytes.length + bytes.length / 2));
        }
    }

    /** One small piece of output. */
    @FunctionalInterface
    interface Scalar {
        void write(CodedOutputStream out) throws IOException;
    }
}
