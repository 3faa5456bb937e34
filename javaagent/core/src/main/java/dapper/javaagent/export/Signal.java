// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

/** The two kinds of requests to the collector, over one connection. */
public enum Signal {
    TRACES("opentelemetry.proto.collector.trace.v1.TraceService/Export"),
    METRICS("opentelemetry.proto.collector.metrics.v1.MetricsService/Export");

    private final String method;

    Signal(String method) {
        this.method = method;
    }

    /** The full name of the gRPC method. */
    public String method() {
        return method;
    }
}
