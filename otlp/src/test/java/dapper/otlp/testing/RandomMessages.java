// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Messages with a value in each field that their descriptors name, so that a field which a later OTLP adds is not
 * forgotten. Only invalid OTLP is left out: ids of a wrong length, two attributes with the same key.
 */
public final class RandomMessages {
    private static final List<String> TEXTS =
            List.of("", "GET /cart", "naïve", "日本語", "😀 smile", "line\nbreak \"quoted\" \\", "\u0000", "\ufffd", " ");

    /** The fields of the profiles signal in messages that all signals share; spans must not use them. */
    private static final Set<String> OF_PROFILES = Set.of("key_strindex", "string_value_strindex");

    private static final int DEEPEST_VALUE = 6;

    private final Random random;
    private int nextKey;

    public RandomMessages(long seed) {
        random = new Random(seed);
    }

    /** @param traceId of all spans in the message */
    public Message next(Descriptor type, ByteString traceId) {
        return message(type, traceId, 0);
    }

    private Message message(Descriptor type, ByteString traceId, int valueDepth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        int depth = type.equals(AnyValue.getDescriptor()) ? valueDepth + 1 : valueDepth;
        for (FieldDescriptor field : type.getFields()) {
            if (OF_PROFILES.contains(field.getName()) || field.getContainingOneof() != null) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    message.addRepeatedField(field, value(field, traceId, depth));
                }
            } else {
                message.setField(field, value(field, traceId, depth));
            }
        }
        for (OneofDescriptor oneof : type.getOneofs()) {
            // Sometimes none of them: a value that is empty.
            int choice = random.nextInt(oneof.getFieldCount() + 1);
            FieldDescriptor field = choice == 0 ? null : oneof.getField(choice - 1);
            boolean nests = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (field != null && !OF_PROFILES.contains(field.getName()) && !(nests && depth >= DEEPEST_VALUE)) {
                message.setField(field, value(field, traceId, depth));
            }
        }
        return message.build();
    }

    private Object value(FieldDescriptor field, ByteString traceId, int depth) {
        return switch (field.getType()) {
            case MESSAGE -> message(field.getMessageType(), traceId, depth);
            case STRING -> field.getName().equals("key") ? key() : text();
            case BYTES -> bytes(field, traceId);
            case BOOL -> random.nextBoolean();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(enumNumber());
            case DOUBLE -> decimal();
            case INT64, FIXED64 -> whole();
            case UINT32, FIXED32 -> (int) whole();
            default -> throw new IllegalStateException("OTLP has had no fields of type " + field.getType());
        };
    }

    private String key() {
        return TEXTS.get(random.nextInt(TEXTS.size())) + (nextKey++ == 0 ? "" : nextKey);
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private ByteString bytes(FieldDescriptor field, ByteString traceId) {
        boolean ofSpan = field.getContainingType().getName().equals("Span");
        return switch (field.getName()) {
            case "trace_id" -> ofSpan ? traceId : id(random.nextInt(3), random.nextInt(3));
            // Few ids, so that spans have parents, siblings, duplicate ids and themselves as parents.
            case "span_id" -> ofSpan ? id(1 + random.nextInt(5)) : id(random.nextInt(3));
            case "parent_span_id" -> random.nextInt(3) == 0 ? ByteString.EMPTY : id(1 + random.nextInt(6));
            default -> ByteString.copyFromUtf8(text());
        };
    }

    public static ByteString id(long... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(parts.length * Long.BYTES);
        for (long part : parts) {
            bytes.putLong(part);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private double decimal() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            // Not -0.0: protobuf's own JSON reader, which this test uses, takes the sign away. It has a test of its
            // own.
            case 2 -> Double.MIN_VALUE;
            case 3 -> 1e300;
            default -> random.nextGaussian();
        };
    }

    /** Also those that OTLP does not define, because a later one may. */
    private int enumNumber() {
        return random.nextInt(4) == 0 ? (int) whole() : random.nextInt(10);
    }

    /** Of any size; as times most are of our days. */
    private long whole() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> random.nextLong();
            case 3 -> Long.MIN_VALUE;
            default -> 1_790_000_000_000_000_000L + random.nextInt();
        };
    }
}
