// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dapper.storage.TraceId;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the protobuf fields of one request that lies in an array. Used by one thread.
 *
 * <p>In addition to the library's reader it keeps the array, so that texts can be looked up before they are decoded,
 * and long ones can be cut before they take memory.
 */
final class WireReader {
    /** Wire types; a tag is {@code field number << 3 | wire type}. A field with another one is unknown, as in protobuf. */
    static final int VARINT = 0;

    static final int I64 = 1;
    static final int LEN = 2;
    static final int I32 = 5;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final TraceId NO_TRACE = new TraceId(0, 0);
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int from;
    private final int length;
    private final CodedInputStream in;

    WireReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.in = CodedInputStream.newInstance(bytes, from, length);
    }

    /** Returns the tag of the next field, 0 at the end of the message. */
    int nextTag() throws IOException {
        return in.readTag();
    }

    void skip(int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that did not begin");
        }
    }

    /** Skips a field that OTLP does not define, or that has another wire type than OTLP gives it. */
    void skipUnknown(int tag, LimitTally tally) throws IOException {
        skip(tag);
        tally.unknownField();
    }

    long fixed64() throws IOException {
        return in.readFixed64();
    }

    int fixed32() throws IOException {
        return in.readFixed32();
    }

    long varint64() throws IOException {
        return in.readInt64();
    }

    /** Reads an enum or uint32; values above {@link Integer#MAX_VALUE} read as negative. */
    int varint32() throws IOException {
        return in.readInt32();
    }

    boolean bool() throws IOException {
        return in.readBool();
    }

    double float64() throws IOException {
        return in.readDouble();
    }

    /** Enters a length-delimited field; leave it with {@link #leave} and the returned value. */
    int enter() throws IOException {
        return in.pushLimit(in.readRawVarint32());
    }

    void leave(int entered) throws IOException {
        in.checkLastTagWas(0);
        in.popLimit(entered);
    }

    /** Returns the end of the message that was entered last, for {@link #abandon}. */
    int end() {
        return in.getTotalBytesRead() + in.getBytesUntilLimit();
    }

    /**
     * Leaves a malformed message from any position inside it; the bytes after it can be read.
     *
     * @param entered what {@link #enter} returned
     * @param end what {@link #end} returned after that
     */
    void abandon(int entered, int end) throws IOException {
        in.popLimit(entered);
        in.skipRawBytes(end - in.getTotalBytesRead());
    }

    /**
     * Returns a separate reader for a length-delimited field, which is skipped here, so that it can be read more than
     * once.
     */
    WireReader detach() throws IOException {
        int size = length();
        WireReader detached = new WireReader(bytes, position(), size);
        in.skipRawBytes(size);
        return detached;
    }

    /** Returns a reader of the same bytes from their beginning. */
    WireReader again() {
        return new WireReader(bytes, from, length);
    }

    /** Reads a text, at most its first {@code window} bytes; malformed UTF-8 is replaced and counted. */
    String text(int window, LimitTally tally) throws IOException {
        int size = length();
        return checked(
                new String(bytes, position(), Math.min(size, window), StandardCharsets.UTF_8), size, window, tally);
    }

    /** The same for a text that has probably been read before. */
    String text(TextCache cache, int window, LimitTally tally) throws IOException {
        int size = length();
        return checked(cache.text(bytes, position(), Math.min(size, window)), size, window, tally);
    }

    private String checked(String text, int size, int window, LimitTally tally) throws IOException {
        // Few texts contain the replacement character, and most that do were sent with it.
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(position(), Math.min(size, window), size <= window)) {
            tally.malformedText();
        }
        in.skipRawBytes(size);
        return text;
    }

    /** @param whole false if the last character may be cut in two */
    private boolean isUtf8(int from, int size, boolean whole) {
        CharBuffer chars = CharBuffer.allocate(size);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, size), chars, whole)
                .isError();
    }

    /** Returns the first {@code limit} of the {@code size} bytes that follow. */
    byte[] bytes(int size, int limit) throws IOException {
        byte[] copy = Arrays.copyOfRange(bytes, position(), position() + Math.min(size, limit));
        in.skipRawBytes(size);
        return copy;
    }

    /** Reads eight bytes as a big-endian number; returns 0, which is not a valid id, for any other length. */
    long id64() throws IOException {
        return id64(length());
    }

    /** The same for a length that has already been read. */
    long id64(int size) throws IOException {
        long id = size == 8 ? bigEndian(position()) : 0;
        in.skipRawBytes(size);
        return id;
    }

    /** Reads sixteen bytes; returns the invalid id of zeros for any other length. */
    TraceId traceId() throws IOException {
        return traceId(length());
    }

    /** The same for a length that has already been read. */
    TraceId traceId(int size) throws IOException {
        TraceId id = size == 16 ? new TraceId(bigEndian(position()), bigEndian(position() + 8)) : NO_TRACE;
        in.skipRawBytes(size);
        return id;
    }

    /** Reads the length of the field that begins here; its bytes, which lie inside the message, are next. */
    int length() throws IOException {
        int size = in.readRawVarint32();
        if (size < 0 || size > in.getBytesUntilLimit()) {
            throw new InvalidProtocolBufferException("a field is longer than the message that holds it");
        }
        return size;
    }

    private int position() {
        return from + in.getTotalBytesRead();
    }

    private long bigEndian(int at) {
        return (long) LONGS.get(bytes, at);
    }
}
