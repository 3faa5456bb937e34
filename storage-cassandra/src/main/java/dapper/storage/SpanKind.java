// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * The role of a span in a call.
 *
 * @param number as OTLP has it: 0 to 5, or one that no version of OTLP known here defines
 */
public record SpanKind(int number) {
    public static final SpanKind UNSPECIFIED = new SpanKind(0);
    public static final SpanKind INTERNAL = new SpanKind(1);
    public static final SpanKind SERVER = new SpanKind(2);
    public static final SpanKind CLIENT = new SpanKind(3);
    public static final SpanKind PRODUCER = new SpanKind(4);
    public static final SpanKind CONSUMER = new SpanKind(5);

    /** Those that are defined, in the order of their numbers. */
    public static final List<SpanKind> DEFINED = List.of(UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER);

    private static final List<String> NAMES =
            List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

    /** The same object each time for a number that is defined. */
    public static SpanKind of(int number) {
        return number >= 0 && number < DEFINED.size() ? DEFINED.get(number) : new SpanKind(number);
    }

    /** The name, or the number where it is not defined. */
    @Override
    public String toString() {
        return number >= 0 && number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }
}
