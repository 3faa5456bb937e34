// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** The headers that are read and written: {@code OTEL_PROPAGATORS}. */
public final class PropagatorsConfig {
    private static final String PROPERTY = "otel.propagators";

    private final boolean traceContext;
    private final boolean baggage;

    private PropagatorsConfig(boolean traceContext, boolean baggage) {
        this.traceContext = traceContext;
        this.baggage = baggage;
    }

    static PropagatorsConfig read(ConfigReader reader) {
        String value = reader.text(PROPERTY);
        if (value == null) {
            return new PropagatorsConfig(true, true);
        }
        boolean traceContext = false;
        boolean baggage = false;
        boolean none = false;
        for (int from = 0; from <= value.length(); ) {
            int end = value.indexOf(',', from);
            end = end < 0 ? value.length() : end;
            String name = value.substring(from, end).trim();
            traceContext |= name.equalsIgnoreCase("tracecontext");
            baggage |= name.equalsIgnoreCase("baggage");
            none |= name.equalsIgnoreCase("none");
            if (!isKnown(name)) {
                AgentLog.warn(PROPERTY + ": '" + name + "' is not supported, expected tracecontext, baggage or none");
            }
            from = end + 1;
        }
        if (!traceContext && !baggage && !none) {
            AgentLog.warn(PROPERTY + "=" + value + " names nothing known; using tracecontext,baggage");
            return new PropagatorsConfig(true, true);
        }
        return new PropagatorsConfig(traceContext && !none, baggage && !none);
    }

    private static boolean isKnown(String name) {
        return name.isEmpty()
                || name.equalsIgnoreCase("tracecontext")
                || name.equalsIgnoreCase("baggage")
                || name.equalsIgnoreCase("none");
    }

    public boolean traceContext() {
        return traceContext;
    }

    public boolean baggage() {
        return baggage;
    }
}
