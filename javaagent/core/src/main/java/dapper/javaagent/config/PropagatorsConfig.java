// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.bootstrap.propagation.Format;
import dapper.bootstrap.propagation.Formats;
import java.util.LinkedHashSet;
import java.util.Set;

/** The headers that are read and written: {@code OTEL_PROPAGATORS}. */
public final class PropagatorsConfig {
    private static final String PROPERTY = "otel.propagators";
    private static final String DEFAULT = "tracecontext,baggage";

    private final Format[] formats;

    private PropagatorsConfig(Format... formats) {
        this.formats = formats;
    }

    static PropagatorsConfig read(ConfigReader reader) {
        String value = reader.text(PROPERTY);
        if (value == null) {
            return byDefault();
        }
        Set<Format> formats = new LinkedHashSet<>();
        boolean none = false;
        for (int from = 0; from <= value.length(); ) {
            int end = value.indexOf(',', from);
            end = end < 0 ? value.length() : end;
            String name = value.substring(from, end).trim();
            Format format = Formats.named(name);
            if (format != null) {
                formats.add(format);
            } else if (name.equalsIgnoreCase("none")) {
                none = true;
            } else if (!name.isEmpty()) {
                AgentLog.warn(PROPERTY + ": '" + name
                        + "' is not supported, expected tracecontext, baggage, b3, b3multi, jaeger or none");
            }
            from = end + 1;
        }
        if (none) {
            return new PropagatorsConfig();
        }
        if (formats.isEmpty()) {
            AgentLog.warn(PROPERTY + "=" + value + " names nothing known; using " + DEFAULT);
            return byDefault();
        }
        return new PropagatorsConfig(formats.toArray(new Format[0]));
    }

    private static PropagatorsConfig byDefault() {
        return new PropagatorsConfig(Formats.TRACE_CONTEXT, Formats.BAGGAGE);
    }

    /** In the order of the setting; empty if nothing is propagated. */
    public Format[] formats() {
        return formats.clone();
    }
}
