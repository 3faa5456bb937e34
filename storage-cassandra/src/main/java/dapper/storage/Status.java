// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/** The outcome of a span. OTLP wants a description with {@link Code#ERROR} only, but any description is kept. */
public record Status(Code code, String description) {

    /**
     * A status code of OTLP.
     *
     * @param number 0 to 2, or one that no version of OTLP known here defines
     */
    public record Code(int number) {
        public static final Code UNSET = new Code(0);
        public static final Code OK = new Code(1);
        public static final Code ERROR = new Code(2);

        private static final List<Code> DEFINED = List.of(UNSET, OK, ERROR);
        private static final List<String> NAMES = List.of("UNSET", "OK", "ERROR");

        /** The same object each time for a number that is defined. */
        public static Code of(int number) {
            return number >= 0 && number < DEFINED.size() ? DEFINED.get(number) : new Code(number);
        }

        /** The name, or the number where it is not defined. */
        @Override
        public String toString() {
            return number >= 0 && number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
        }
    }

    public static final Status UNSET = new Status(Code.UNSET, "");

    public boolean isError() {
        return code.equals(Code.ERROR);
    }
}
