// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

/** The role of a span in a call, with its OTLP number. */
public enum SpanKind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3),
    PRODUCER(4),
    CONSUMER(5);

    private final int otlpNumber;

    SpanKind(int otlpNumber) {
        this.otlpNumber = otlpNumber;
    }

    public int otlpNumber() {
        return otlpNumber;
    }
}
