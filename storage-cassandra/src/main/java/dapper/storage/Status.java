// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** The outcome of a span. OTLP wants a description with {@link Code#ERROR} only, but any description is kept. */
public record Status(Code code, String description) {
    public static final Status UNSET = new Status(Code.UNSET, "");

    /** Constants stand in the order of their OTLP numbers, 0 to 2. */
    public enum Code {
        UNSET,
        OK,
        ERROR
    }

    public boolean isError() {
        return code == Code.ERROR;
    }
}
