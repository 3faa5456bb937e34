// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.call.CallKind;

/** The metrics of calls, named by the semantic conventions; each has one or two kinds of calls. */
enum CallMetric {
    HTTP_SERVER("http.server.request.duration", "Duration of HTTP server requests"),
    HTTP_CLIENT("http.client.request.duration", "Duration of HTTP client requests"),
    RPC_SERVER("rpc.server.call.duration", "Duration of served remote procedure calls"),
    RPC_CLIENT("rpc.client.call.duration", "Duration of made remote procedure calls"),
    DATABASE("db.client.operation.duration", "Duration of database client operations"),
    MESSAGE_CLIENT("messaging.client.operation.duration", "Duration of messaging operations of a client"),
    MESSAGE_PROCESS("messaging.process.duration", "Duration of processing messages"),
    JOB("dapper.job.duration", "Duration of the runs of scheduled jobs");

    static final String UNIT = "s";

    private final String metricName;
    private final String description;

    CallMetric(String metricName, String description) {
        this.metricName = metricName;
        this.description = description;
    }

    String metricName() {
        return metricName;
    }

    String description() {
        return description;
    }

    static CallMetric of(CallKind kind) {
        switch (kind) {
            case HTTP_SERVER:
                return HTTP_SERVER;
            case HTTP_CLIENT:
                return HTTP_CLIENT;
            case RPC_SERVER:
                return RPC_SERVER;
            case RPC_CLIENT:
                return RPC_CLIENT;
            case DATABASE:
                return DATABASE;
            case MESSAGE_SEND:
            case MESSAGE_RECEIVE:
                return MESSAGE_CLIENT;
            case MESSAGE_PROCESS:
                return MESSAGE_PROCESS;
            default:
                return JOB;
        }
    }
}
