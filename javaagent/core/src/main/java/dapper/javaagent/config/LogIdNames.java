// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** The names of a trace's ids in the log events of the application. */
public final class LogIdNames {
    private static final String PREFIX = "otel.instrumentation.common.logging.";

    private final String traceId;
    private final String spanId;
    private final String traceFlags;

    private LogIdNames(ConfigReader reader) {
        this.traceId = reader.text(PREFIX + "trace-id", "trace_id");
        this.spanId = reader.text(PREFIX + "span-id", "span_id");
        this.traceFlags = reader.text(PREFIX + "trace-flags", "trace_flags");
    }

    static LogIdNames read(ConfigReader reader) {
        return new LogIdNames(reader);
    }

    public String traceId() {
        return traceId;
    }

    public String spanId() {
        return spanId;
    }

    public String traceFlags() {
        return traceFlags;
    }
}
