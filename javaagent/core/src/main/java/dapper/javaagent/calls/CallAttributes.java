// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallTarget;
import dapper.javaagent.export.HistogramsRequest;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a series, by the semantic conventions, and {@code dapper.operation}: the name of the spans of its
 * calls. Metrics thread only.
 */
final class CallAttributes {
    private static final AttributeKey OPERATION = AttributeKey.of("dapper.operation");
    private static final AttributeKey ERROR_TYPE = AttributeKey.of("error.type");
    private static final AttributeKey SERVER_ADDRESS = AttributeKey.of("server.address");
    private static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");
    private static final AttributeKey HTTP_METHOD = AttributeKey.of("http.request.method");
    private static final AttributeKey HTTP_ROUTE = AttributeKey.of("http.route");
    private static final AttributeKey URL_TEMPLATE = AttributeKey.of("url.template");
    private static final AttributeKey HTTP_STATUS = AttributeKey.of("http.response.status_code");
    private static final AttributeKey DB_SYSTEM = AttributeKey.of("db.system.name");
    private static final AttributeKey DB_NAMESPACE = AttributeKey.of("db.namespace");
    private static final AttributeKey DB_SUMMARY = AttributeKey.of("db.query.summary");
    private static final AttributeKey RPC_SYSTEM = AttributeKey.of("rpc.system.name");
    private static final AttributeKey RPC_METHOD = AttributeKey.of("rpc.method");
    private static final AttributeKey RPC_STATUS = AttributeKey.of("rpc.response.status_code");
    private static final AttributeKey MESSAGING_SYSTEM = AttributeKey.of("messaging.system");
    private static final AttributeKey MESSAGING_DESTINATION = AttributeKey.of("messaging.destination.name");
    private static final AttributeKey MESSAGING_OPERATION = AttributeKey.of("messaging.operation.name");
    private static final AttributeKey MESSAGING_TYPE = AttributeKey.of("messaging.operation.type");

    /** The name of an HTTP span whose method is none of the known ones, and that method in attributes. */
    private static final String OTHER_METHOD = "HTTP";

    private static final String OTHER_METHOD_VALUE = "_OTHER";
    private static final int MOST = 12;

    private final Object[] attributes = new Object[2 * MOST];
    private int length;

    private CallAttributes() {}

    /** Returns the attributes of a series, encoded. */
    static byte[] encode(CallSeries series) {
        CallAttributes attributes = new CallAttributes();
        attributes.describe(series);
        return HistogramsRequest.attributes(attributes.attributes, attributes.length);
    }

    private void describe(CallSeries series) {
        set(OPERATION, series.operation);
        set(ERROR_TYPE, series.error);
        if (!series.isOther()) {
            describeOperation(series);
            server(series.target);
        }
        if (CallMetric.of(series.kind) == CallMetric.MESSAGE_CLIENT || series.kind == CallKind.MESSAGE_PROCESS) {
            set(MESSAGING_TYPE, messagingType(series.kind));
        }
    }

    private void describeOperation(CallSeries series) {
        CallTarget target = series.target;
        switch (CallMetric.of(series.kind)) {
            case HTTP_SERVER:
            case HTTP_CLIENT:
                http(series);
                break;
            case RPC_SERVER:
            case RPC_CLIENT:
                set(RPC_SYSTEM, target == null ? null : target.system());
                set(RPC_METHOD, series.operation);
                set(RPC_STATUS, series.statusName);
                break;
            case DATABASE:
                database(series.operation, target);
                break;
            case MESSAGE_CLIENT:
            case MESSAGE_PROCESS:
                messaging(series.operation, target);
                break;
            default:
            // Its name is all there is.
        }
    }

    private void http(CallSeries series) {
        int end = series.operation.indexOf(' ');
        String method = end < 0 ? series.operation : series.operation.substring(0, end);
        set(HTTP_METHOD, method.equals(OTHER_METHOD) ? OTHER_METHOD_VALUE : method);
        AttributeKey path = series.kind == CallKind.HTTP_CLIENT ? URL_TEMPLATE : HTTP_ROUTE;
        set(path, end < 0 ? null : series.operation.substring(end + 1));
        if (series.status > 0) {
            add(HTTP_STATUS, (long) series.status);
        }
    }

    /** A call without a summary has the name of the system. */
    private void database(String operation, @Nullable CallTarget target) {
        String system = target == null ? null : target.system();
        set(DB_SYSTEM, system);
        set(DB_NAMESPACE, target == null ? null : target.name());
        set(DB_SUMMARY, operation.equals(system) ? null : operation);
    }

    private void messaging(String operation, @Nullable CallTarget target) {
        int end = operation.indexOf(' ');
        set(MESSAGING_OPERATION, end < 0 ? operation : operation.substring(0, end));
        set(MESSAGING_SYSTEM, target == null ? null : target.system());
        set(MESSAGING_DESTINATION, target == null ? null : target.name());
    }

    private static String messagingType(CallKind kind) {
        switch (kind) {
            case MESSAGE_SEND:
                return "send";
            case MESSAGE_RECEIVE:
                return "receive";
            default:
                return "process";
        }
    }

    private void server(@Nullable CallTarget target) {
        if (target != null && target.host() != null) {
            set(SERVER_ADDRESS, target.host());
            if (target.port() > 0) {
                add(SERVER_PORT, (long) target.port());
            }
        }
    }

    private void set(AttributeKey key, @Nullable String value) {
        if (value != null) {
            add(key, value);
        }
    }

    private void add(AttributeKey key, Object value) {
        attributes[length] = key;
        attributes[length + 1] = value;
        length += 2;
    }
}
