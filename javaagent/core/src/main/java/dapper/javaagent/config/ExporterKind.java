// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** The destination of finished spans, {@code OTEL_TRACES_EXPORTER}. */
public enum ExporterKind {
    OTLP,
    /** One line per span on standard error, for trying things out. */
    CONSOLE,
    /** Nowhere; contexts are still passed on. */
    NONE;

    static ExporterKind read(ConfigReader reader) {
        switch (reader.choice("otel.traces.exporter", "otlp", "console", "logging", "none")) {
            case "console":
            case "logging":
                return CONSOLE;
            case "none":
                return NONE;
            default:
                return OTLP;
        }
    }
}
