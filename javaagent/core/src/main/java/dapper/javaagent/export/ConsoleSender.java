// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.SpanKind;
import java.io.PrintStream;

/** Prints each span of a request as one line, for trying the agent out without a collector. */
public final class ConsoleSender implements Sender {
    private static final int ERROR = 2;

    private final PrintStream out;

    public ConsoleSender(PrintStream out) {
        this.out = out;
    }

    @Override
    public ExportResult send(Signal signal, OtlpRequest request) {
        if (signal != Signal.TRACES) {
            return ExportResult.unsupported("");
        }
        byte[] bytes = new byte[request.length()];
        request.copyTo(bytes, 0, 0, bytes.length);
        ProtobufReader root = new ProtobufReader(bytes);
        while (root.next() != 0) {
            ProtobufReader resourceSpans = root.message();
            for (int field = resourceSpans.next(); field != 0; field = resourceSpans.next()) {
                if (field == 2) {
                    printAll(resourceSpans.message());
                }
            }
        }
        return ExportResult.delivered();
    }

    private void printAll(ProtobufReader scopeSpans) {
        for (int field = scopeSpans.next(); field != 0; field = scopeSpans.next()) {
            if (field == 2) {
                out.println(line(scopeSpans.message()));
            }
        }
    }

    /** The numbers are those of {@code Span} in opentelemetry/proto/trace/v1/trace.proto. */
    private static String line(ProtobufReader span) {
        String name = "";
        SpanKind kind = SpanKind.INTERNAL;
        StringBuilder ids = new StringBuilder();
        long nanos = 0;
        boolean error = false;
        StringBuilder attributes = new StringBuilder();
        for (int field = span.next(); field != 0; field = span.next()) {
            switch (field) {
                case 1:
                    ids.append(" trace=").append(span.hex());
                    break;
                case 2:
                    ids.append(" span=").append(span.hex());
                    break;
                case 4:
                    ids.append(" parent=").append(span.hex());
                    break;
                case 5:
                    name = oneLine(span.string());
                    break;
                case 6:
                    kind = kind(span.number());
                    break;
                case 7:
                    nanos -= span.fixed();
                    break;
                case 8:
                    nanos += span.fixed();
                    break;
                case 9:
                    append(span.message(), attributes.append(' '));
                    break;
                case 15:
                    error = isError(span.message());
                    break;
                default:
                    break;
            }
        }
        String duration = " " + nanos / 1_000 + "us" + (error ? " ERROR" : "");
        return "[dapper] span '" + name + "' " + kind + ids + duration + attributes;
    }

    private static SpanKind kind(long otlpNumber) {
        for (SpanKind kind : SpanKind.values()) {
            if (kind.otlpNumber() == otlpNumber) {
                return kind;
            }
        }
        return SpanKind.INTERNAL;
    }

    private static boolean isError(ProtobufReader status) {
        for (int field = status.next(); field != 0; field = status.next()) {
            if (field == 3) {
                return status.number() == ERROR;
            }
        }
        return false;
    }

    private static void append(ProtobufReader keyValue, StringBuilder line) {
        for (int field = keyValue.next(); field != 0; field = keyValue.next()) {
            if (field == 1) {
                line.append(keyValue.string());
            } else if (field == 2) {
                line.append('=').append(value(keyValue.message()));
            }
        }
    }

    private static String value(ProtobufReader value) {
        switch (value.next()) {
            case 1:
                return oneLine(value.string());
            case 2:
                return String.valueOf(value.number() != 0);
            case 3:
                return String.valueOf(value.number());
            case 4:
                return String.valueOf(value.real());
            case 5:
                return array(value.message());
            default:
                return "";
        }
    }

    private static String array(ProtobufReader values) {
        StringBuilder text = new StringBuilder("[");
        while (values.next() != 0) {
            text.append(text.length() == 1 ? "" : ", ").append(value(values.message()));
        }
        return text.append(']').toString();
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    @Override
    public void close() {}
}
