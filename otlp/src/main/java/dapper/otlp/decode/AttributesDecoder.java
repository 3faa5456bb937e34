// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import static dapper.otlp.decode.WireReader.LEN;

import dapper.storage.Attributes;
import dapper.storage.NoValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes of one span, event, link, resource or scope within the limits. Used by one thread,
 * repeatedly: {@link #take} empties it.
 *
 * <p>{@link #put} is the one place that every key and value of every sender passes: rules that mask values by their
 * keys belong there.
 */
final class AttributesDecoder {
    private final SpanLimits limits;
    private final BoundedTexts texts;
    private final LimitTally tally;
    private final ValueDecoder values;

    private Object[] flat = new Object[32];
    private int used;
    private int dropped;

    AttributesDecoder(SpanLimits limits, BoundedTexts texts, LimitTally tally) {
        this.limits = limits;
        this.texts = texts;
        this.tally = tally;
        this.values = new ValueDecoder(limits, texts, tally);
    }

    /** Reads the length-delimited {@code KeyValue} that comes next; a malformed one is dropped. */
    void read(WireReader in) throws IOException {
        int message = in.enter();
        int end = in.end();
        @Nullable String key = "";
        Object value = NoValue.NONE;
        try {
            int tag;
            while ((tag = in.nextTag()) != 0) {
                switch (tag) {
                    case KeyValue.KEY_FIELD_NUMBER << 3 | LEN -> key = texts.key(in);
                    case KeyValue.VALUE_FIELD_NUMBER << 3 | LEN -> value = values.read(in);
                    default -> in.skipUnknown(tag, tally);
                }
            }
            in.leave(message);
        } catch (IOException e) {
            in.abandon(message, end);
            tally.fault(e);
            key = null;
        }
        int lost = values.takeLost();
        if (key != null && put(key, value)) {
            dropped += lost;
        } else {
            drop();
        }
    }

    /** Keys are unique: as with a second call of setAttribute, the later value wins, and the earlier one is dropped. */
    private boolean put(String key, Object value) {
        for (int i = 0; i < used; i += 2) {
            if (flat[i].equals(key)) {
                flat[i + 1] = value;
                drop();
                return true;
            }
        }
        if (used / 2 >= limits.attributes() && !NeededKeys.contains(key)) {
            return false;
        }
        if (used == flat.length) {
            flat = Arrays.copyOf(flat, 2 * used);
        }
        flat[used++] = key;
        flat[used++] = value;
        return true;
    }

    /** Counts one more attribute that is not kept. */
    void drop() {
        dropped++;
        tally.droppedAttribute();
    }

    /**
     * Returns the number of losses since the last {@link #take}: dropped attributes, and lost parts of kept ones
     * (elements of lists and maps, ends of texts).
     */
    int dropped() {
        return dropped;
    }

    /** Returns the attributes read since the last call. */
    Attributes take() {
        Attributes taken = Attributes.ofFlat(Arrays.copyOf(flat, used));
        clear();
        return taken;
    }

    void clear() {
        Arrays.fill(flat, 0, used, null);
        used = 0;
        dropped = 0;
    }
}
