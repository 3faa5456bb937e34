// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import java.io.PrintStream;
import java.util.Arrays;

/** Writes each span as one line, for trying the agent out without a collector. */
public final class ConsoleExporter implements SpanExporter {
    private final PrintStream out;
    private final StringBuilder line = new StringBuilder();

    public ConsoleExporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void add(Span span) {
        line.setLength(0);
        line.append("[dapper] span '").append(oneLine(span.name())).append("' ").append(span.kind());
        line.append(" trace=").append(hex(span.traceIdHigh())).append(hex(span.traceIdLow()));
        line.append(" span=").append(hex(span.spanId()));
        if (span.parentSpanId() != 0) {
            line.append(" parent=").append(hex(span.parentSpanId()));
        }
        line.append(' ')
                .append((span.endEpochNanos() - span.startEpochNanos()) / 1_000)
                .append("us");
        if (span.isError()) {
            line.append(" ERROR");
        }
        Object[] attributes = span.attributes();
        for (int i = 0; i < span.attributesLength(); i += 2) {
            Object value = attributes[i + 1];
            line.append(' ').append(((AttributeKey) attributes[i]).name()).append('=');
            line.append(value instanceof String[] ? Arrays.toString((String[]) value) : oneLine(value));
        }
        out.println(line);
    }

    private static String oneLine(Object value) {
        return String.valueOf(value).replace('\n', ' ').replace('\r', ' ');
    }

    private static String hex(long id) {
        String digits = Long.toHexString(id);
        return "0000000000000000".substring(digits.length()) + digits;
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public ExportResult send() {
        return ExportResult.delivered();
    }

    @Override
    public ExportResult report(MetricsSource metrics) {
        return ExportResult.unsupported("");
    }

    @Override
    public void clear() {}

    @Override
    public void close() {}
}
