// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.I64;
import static dapper.otlp.decode.WireReader.LEN;
import static dapper.otlp.decode.WireReader.VARINT;

import dapper.storage.NoValue;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP {@code AnyValue}: a text, number, boolean, bytes, list, map or nothing. Used by one thread.
 *
 * <p>An element of a list or map that is malformed, too deep or beyond the limit affects only itself.
 */
final class ValueDecoder {
    private final SpanLimits limits;
    private final BoundedTexts texts;
    private final LimitTally tally;
    private int lost;

    ValueDecoder(SpanLimits limits, BoundedTexts texts, LimitTally tally) {
        this.limits = limits;
        this.texts = texts;
        this.tally = tally;
    }

    /** Returns the number of parts of values cut off since the last call: elements, and ends of texts. */
    int takeLost() {
        int taken = lost;
        lost = 0;
        return taken;
    }

    /** Reads the length-delimited {@code AnyValue} that comes next. */
    Object read(WireReader in) throws IOException {
        return read(in, 0);
    }

    private Object read(WireReader in, int depth) throws IOException {
        int message = in.enter();
        Object value = fields(in, depth);
        in.leave(message);
        return value;
    }

    private Object fields(WireReader in, int depth) throws IOException {
        Object value = NoValue.NONE;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case AnyValue.STRING_VALUE_FIELD_NUMBER << 3 | LEN -> value = text(in);
                case AnyValue.BOOL_VALUE_FIELD_NUMBER << 3 | VARINT -> value = in.bool();
                case AnyValue.INT_VALUE_FIELD_NUMBER << 3 | VARINT -> value = in.varint64();
                case AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3 | I64 -> value = in.float64();
                case AnyValue.ARRAY_VALUE_FIELD_NUMBER << 3 | LEN -> value = nested(in, tag, depth, true);
                case AnyValue.KVLIST_VALUE_FIELD_NUMBER << 3 | LEN -> value = nested(in, tag, depth, false);
                case AnyValue.BYTES_VALUE_FIELD_NUMBER << 3 | LEN -> value = bytes(in);
                default -> in.skipUnknown(tag, tally);
            }
        }
        return value;
    }

    private String text(WireReader in) throws IOException {
        long before = tally.truncatedTexts();
        String text = texts.value(in);
        lost += (int) (tally.truncatedTexts() - before);
        return text;
    }

    private byte[] bytes(WireReader in) throws IOException {
        long before = tally.truncatedTexts();
        byte[] bytes = texts.bytes(in);
        lost += (int) (tally.truncatedTexts() - before);
        return bytes;
    }

    private Object nested(WireReader in, int tag, int depth, boolean isList) throws IOException {
        if (depth >= SpanLimits.VALUE_DEPTH) {
            lose(in, tag);
            return NoValue.NONE;
        }
        return isList ? list(in, depth + 1) : map(in, depth + 1);
    }

    private void lose(WireReader in, int tag) throws IOException {
        in.skip(tag);
        lost();
    }

    private void lost() {
        lost++;
        tally.droppedAttribute();
    }

    private List<Object> list(WireReader in, int depth) throws IOException {
        int message = in.enter();
        List<Object> values = new ArrayList<>();
        int tag;
        while ((tag = in.nextTag()) != 0) {
            if (tag != (ArrayValue.VALUES_FIELD_NUMBER << 3 | LEN)) {
                in.skipUnknown(tag, tally);
            } else if (values.size() >= limits.attributes()) {
                lose(in, tag);
            } else {
                element(in, depth, values);
            }
        }
        in.leave(message);
        return Collections.unmodifiableList(values);
    }

    private void element(WireReader in, int depth, List<Object> into) throws IOException {
        int message = in.enter();
        int end = in.end();
        try {
            Object value = fields(in, depth);
            in.leave(message);
            into.add(value);
        } catch (IOException e) {
            malformed(in, message, end, e);
        }
    }

    private void malformed(WireReader in, int message, int end, IOException fault) throws IOException {
        in.abandon(message, end);
        tally.fault(fault);
        lost();
    }

    private Map<String, Object> map(WireReader in, int depth) throws IOException {
        int message = in.enter();
        Map<String, Object> values = new LinkedHashMap<>();
        int tag;
        while ((tag = in.nextTag()) != 0) {
            if (tag != (KeyValueList.VALUES_FIELD_NUMBER << 3 | LEN)) {
                in.skipUnknown(tag, tally);
            } else if (values.size() >= limits.attributes()) {
                lose(in, tag);
            } else {
                entry(in, depth, values);
            }
        }
        in.leave(message);
        return Collections.unmodifiableMap(values);
    }

    private void entry(WireReader in, int depth, Map<String, Object> into) throws IOException {
        int message = in.enter();
        int end = in.end();
        try {
            @Nullable String key = "";
            Object value = NoValue.NONE;
            int tag;
            while ((tag = in.nextTag()) != 0) {
                switch (tag) {
                    case KeyValue.KEY_FIELD_NUMBER << 3 | LEN -> key = texts.key(in);
                    case KeyValue.VALUE_FIELD_NUMBER << 3 | LEN -> value = read(in, depth);
                    default -> in.skipUnknown(tag, tally);
                }
            }
            in.leave(message);
            if (key == null || into.put(key, value) != null) {
                lost();
            }
        } catch (IOException e) {
            malformed(in, message, end, e);
        }
    }
}
