// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Texts, numbers and bytes of OTLP JSON; 64-bit numbers may be strings. Safe for use by many threads. */
final class JsonScalars {
    /** Fields that are hexadecimal in every message of OTLP. */
    private static final Set<String> HEXADECIMAL = Set.of("traceId", "spanId", "parentSpanId");

    private static final int LONGEST_NUMBER = 40;

    /** Writes the value at which the parser is. */
    void write(JsonParser parser, FieldDescriptor field, WireBuffer out) throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case STRING -> out.text(number, text(parser, field));
            case BYTES -> out.bytes(number, bytes(parser, field));
            case BOOL -> {
                boolean value = bool(parser, field);
                out.scalar(to -> to.writeBool(number, value));
            }
            case DOUBLE -> {
                double value = float64(parser, field);
                out.scalar(to -> to.writeDouble(number, value));
            }
            case ENUM -> {
                int value = enumNumber(parser, field);
                out.scalar(to -> to.writeEnum(number, value));
            }
            case INT32 -> {
                int value = integer(parser, field, BigInteger.ONE.shiftLeft(31).negate(), 31)
                        .intValue();
                out.scalar(to -> to.writeInt32(number, value));
            }
            case UINT32 -> {
                int value = integer(parser, field, BigInteger.ZERO, 32).intValue();
                out.scalar(to -> to.writeUInt32(number, value));
            }
            case FIXED32 -> {
                int value = integer(parser, field, BigInteger.ZERO, 32).intValue();
                out.scalar(to -> to.writeFixed32(number, value));
            }
            case INT64 -> int64(parser, field, out);
            case FIXED64 -> {
                long value = integer(parser, field, BigInteger.ZERO, 64).longValue();
                out.scalar(to -> to.writeFixed64(number, value));
            }
            case SINT32 -> {
                int value = integer(parser, field, BigInteger.ONE.shiftLeft(31).negate(), 31)
                        .intValue();
                out.scalar(to -> to.writeSInt32(number, value));
            }
            case SFIXED64 -> {
                long value = integer(parser, field, BigInteger.ONE.shiftLeft(63).negate(), 63)
                        .longValue();
                out.scalar(to -> to.writeSFixed64(number, value));
            }
            default -> throw new IllegalStateException("OTLP has no fields of type " + field.getType());
        }
    }

    /**
     * JavaScript has one type for numbers, and its SDK writes every whole number as an {@code intValue}, even
     * {@code 1e300}. In an {@code AnyValue}, a number that no int64 can hold is kept as a double.
     */
    private static void int64(JsonParser parser, FieldDescriptor field, WireBuffer out) throws IOException {
        int number = field.getNumber();
        try {
            long value = integer(parser, field, BigInteger.ONE.shiftLeft(63).negate(), 63)
                    .longValue();
            out.scalar(to -> to.writeInt64(number, value));
        } catch (JsonFaultException e) {
            if (!field.getContainingType().equals(AnyValue.getDescriptor())) {
                throw e;
            }
            double value = float64(parser, field);
            if (!Double.isFinite(value)) {
                throw e;
            }
            out.scalar(to -> to.writeDouble(AnyValue.DOUBLE_VALUE_FIELD_NUMBER, value));
        }
    }

    /** Returns whether this is an id. An unreadable id is written with a wrong length, which the decoder handles. */
    static boolean isId(FieldDescriptor field) {
        return HEXADECIMAL.contains(field.getJsonName());
    }

    private static String text(JsonParser parser, FieldDescriptor field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new JsonFaultException(parser, field.getJsonName() + " must be a text");
        }
        return parser.getText();
    }

    private static byte[] bytes(JsonParser parser, FieldDescriptor field) throws IOException {
        String text = text(parser, field);
        boolean hexadecimal = HEXADECIMAL.contains(field.getJsonName());
        try {
            return hexadecimal
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new JsonFaultException(
                    parser,
                    field.getJsonName() + " must be "
                            + (hexadecimal ? "an even number of hexadecimal digits" : "in base64"));
        }
    }

    private static boolean bool(JsonParser parser, FieldDescriptor field) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new JsonFaultException(parser, field.getJsonName() + " must be true or false");
        };
    }

    private static double float64(JsonParser parser, FieldDescriptor field) throws IOException {
        try {
            return switch (parser.currentToken()) {
                // From the text also where it is a number: Jackson reads -0 as a whole number, which has no sign.
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
                // Also "NaN", "Infinity" and "-Infinity", which protobuf's JSON writes as texts.
                case VALUE_STRING -> Double.parseDouble(parser.getText());
                default -> throw new JsonFaultException(parser, field.getJsonName() + " must be a number");
            };
        } catch (NumberFormatException e) {
            throw new JsonFaultException(parser, field.getJsonName() + " must be a number");
        }
    }

    /**
     * OTLP requires numbers; names, which protobuf's JSON writes by default, are accepted too because they are
     * unambiguous.
     */
    private static int enumNumber(JsonParser parser, FieldDescriptor field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            EnumValueDescriptor named = field.getEnumType().findValueByName(parser.getText());
            if (named != null) {
                return named.getNumber();
            }
        }
        return integer(parser, field, BigInteger.ONE.shiftLeft(31).negate(), 31).intValue();
    }

    /** Reads a whole number from {@code least} to 2^bits - 1; unsigned ones above the sign bit keep their bits. */
    private static BigInteger integer(JsonParser parser, FieldDescriptor field, BigInteger least, int bits)
            throws IOException {
        JsonToken token = parser.currentToken();
        String text = parser.getText();
        boolean mayBeNumber = token == JsonToken.VALUE_STRING || token.isNumeric();
        if (mayBeNumber && text.length() <= LONGEST_NUMBER) {
            try {
                BigDecimal decimal = new BigDecimal(text);
                // 1e-999999999 is short to write and long to expand.
                if (Math.abs(decimal.scale()) <= LONGEST_NUMBER) {
                    BigInteger value = decimal.toBigIntegerExact();
                    if (value.compareTo(least) >= 0 && value.bitLength() <= bits) {
                        return value;
                    }
                }
            } catch (ArithmeticException | NumberFormatException e) {
                throw new JsonFaultException(parser, field.getJsonName() + " must be a whole number");
            }
        }
        throw new JsonFaultException(parser, field.getJsonName() + " must be a whole number in its range");
    }
}
