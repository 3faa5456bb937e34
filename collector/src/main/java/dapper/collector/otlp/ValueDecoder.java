// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

import static dapper.collector.otlp.WireReader.I64;
import static dapper.collector.otlp.WireReader.LEN;
import static dapper.collector.otlp.WireReader.VARINT;

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

/** Reads OTLP {@code AnyValue}: a text, number, boolean, bytes, list or map. Used by one thread. */
final class ValueDecoder {
    /** A value that is set to nothing; OTLP calls it empty and allows it, the model has no null. */
    static final Object EMPTY = "";

    private final SpanLimits limits;
    private final BoundedTexts texts;
    private final LimitTally tally;

    ValueDecoder(SpanLimits limits, BoundedTexts texts, LimitTally tally) {
        this.limits = limits;
        this.texts = texts;
        this.tally = tally;
    }

    /** Reads the length-delimited {@code AnyValue} that comes next. */
    Object read(WireReader in) throws IOException {
        return read(in, 0);
    }

    private Object read(WireReader in, int depth) throws IOException {
        int message = in.enter();
        Object value = EMPTY;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case AnyValue.STRING_VALUE_FIELD_NUMBER << 3 | LEN -> value = texts.value(in);
                case AnyValue.BOOL_VALUE_FIELD_NUMBER << 3 | VARINT -> value = in.bool();
                case AnyValue.INT_VALUE_FIELD_NUMBER << 3 | VARINT -> value = in.varint64();
                case AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3 | I64 -> value = in.float64();
                case AnyValue.ARRAY_VALUE_FIELD_NUMBER << 3 | LEN -> value = nested(in, tag, depth, true);
                case AnyValue.KVLIST_VALUE_FIELD_NUMBER << 3 | LEN -> value = nested(in, tag, depth, false);
                case AnyValue.BYTES_VALUE_FIELD_NUMBER << 3 | LEN -> value = texts.bytes(in);
                default -> in.skip(tag);
            }
        }
        in.leave(message);
        return value;
    }

    private Object nested(WireReader in, int tag, int depth, boolean isList) throws IOException {
        if (depth >= SpanLimits.VALUE_DEPTH) {
            tally.truncatedText();
            in.skip(tag);
            return EMPTY;
        }
        return isList ? list(in, depth + 1) : map(in, depth + 1);
    }

    private List<Object> list(WireReader in, int depth) throws IOException {
        int message = in.enter();
        List<Object> values = new ArrayList<>();
        int tag;
        while ((tag = in.nextTag()) != 0) {
            if (tag != (ArrayValue.VALUES_FIELD_NUMBER << 3 | LEN)) {
                in.skip(tag);
            } else if (values.size() >= limits.attributes()) {
                tally.droppedAttribute();
                in.skip(tag);
            } else {
                values.add(read(in, depth));
            }
        }
        in.leave(message);
        return Collections.unmodifiableList(values);
    }

    private Map<String, Object> map(WireReader in, int depth) throws IOException {
        int message = in.enter();
        Map<String, Object> values = new LinkedHashMap<>();
        int tag;
        while ((tag = in.nextTag()) != 0) {
            if (tag != (KeyValueList.VALUES_FIELD_NUMBER << 3 | LEN)) {
                in.skip(tag);
            } else if (values.size() >= limits.attributes()) {
                tally.droppedAttribute();
                in.skip(tag);
            } else {
                entry(in, depth, values);
            }
        }
        in.leave(message);
        return Collections.unmodifiableMap(values);
    }

    private void entry(WireReader in, int depth, Map<String, Object> into) throws IOException {
        int message = in.enter();
        String key = "";
        Object value = EMPTY;
        int tag;
        while ((tag = in.nextTag()) != 0) {
            switch (tag) {
                case KeyValue.KEY_FIELD_NUMBER << 3 | LEN -> key = texts.key(in);
                case KeyValue.VALUE_FIELD_NUMBER << 3 | LEN -> value = read(in, depth);
                default -> in.skip(tag);
            }
        }
        in.leave(message);
        if (key.isEmpty()) {
            tally.droppedAttribute();
        } else {
            into.put(key, value);
        }
    }
}
