// SPDX-License-Identifier: Apache-2.0
package dapper.collector.calls;

import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The attributes of a data point as text, and the key of its calls. Texts are cut: any sender may make them up. */
final class PointAttributes {
    private static final int LONGEST = 255;

    private final Map<String, String> values = new HashMap<>();

    PointAttributes(List<KeyValue> attributes) {
        attributes.forEach(attribute -> values.put(attribute.getKey(), text(attribute.getValue())));
    }

    private static String text(AnyValue value) {
        String text = switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            default -> "";
        };
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    String get(String key) {
        return values.getOrDefault(key, "");
    }

    private String firstOf(String... keys) {
        for (String key : keys) {
            String value = get(key);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    CallKey key(CallKind kind) {
        String status = status(kind);
        return new CallKey(kind, operation(kind), peer(kind), status, error(kind, status));
    }

    /** The name that a span of this call has. */
    private String operation(CallKind kind) {
        String given = get("dapper.operation");
        if (!given.isEmpty()) {
            return given;
        }
        return switch (kind) {
            case HTTP_SERVER -> joined(method(), get("http.route"));
            case HTTP_CLIENT -> joined(method(), get("url.template"));
            case DATABASE -> database();
            case RPC_SERVER, RPC_CLIENT -> rpc();
            case MESSAGING, PROCESSING ->
                joined(
                        firstOf("messaging.operation.name", "messaging.operation"),
                        firstOf("messaging.destination.template", "messaging.destination.name"));
            case JOB -> firstOf("job.name", "code.function.name");
        };
    }

    private String method() {
        String method = get("http.request.method");
        return method.equals("_OTHER") ? "HTTP" : method;
    }

    private String database() {
        String summary = get("db.query.summary");
        if (!summary.isEmpty()) {
            return summary;
        }
        String operation = joined(get("db.operation.name"), firstOf("db.collection.name", "db.namespace"));
        return operation.isEmpty() ? firstOf("db.system.name", "db.system") : operation;
    }

    private String rpc() {
        String service = get("rpc.service");
        String method = get("rpc.method");
        return service.isEmpty() || method.isEmpty() ? service + method : service + '/' + method;
    }

    private String peer(CallKind kind) {
        return switch (kind) {
            case HTTP_SERVER, RPC_SERVER, JOB -> "";
            case HTTP_CLIENT, RPC_CLIENT -> server();
            case DATABASE -> joined(firstOf("db.system.name", "db.system"), firstOf("db.namespace", "server.address"));
            case MESSAGING, PROCESSING ->
                joined(
                        get("messaging.system"),
                        firstOf("messaging.destination.template", "messaging.destination.name"));
        };
    }

    private String server() {
        String address = get("server.address");
        String port = get("server.port");
        return address.isEmpty() || port.isEmpty() ? address : address + ':' + port;
    }

    private String status(CallKind kind) {
        return switch (kind) {
            case HTTP_SERVER, HTTP_CLIENT -> get("http.response.status_code");
            case DATABASE -> get("db.response.status_code");
            case RPC_SERVER, RPC_CLIENT ->
                firstOf("rpc.response.status_code", "rpc.status_code", "rpc.grpc.status_code");
            case MESSAGING, PROCESSING, JOB -> "";
        };
    }

    /** Older SDKs give a status only. */
    private String error(CallKind kind, String status) {
        String error = get("error.type");
        if (!error.isEmpty()) {
            return error;
        }
        boolean failed = switch (kind) {
            case HTTP_SERVER -> status.startsWith("5") && status.length() == 3;
            case HTTP_CLIENT -> (status.startsWith("5") || status.startsWith("4")) && status.length() == 3;
            case RPC_SERVER, RPC_CLIENT ->
                !get("rpc.grpc.status_code").isEmpty()
                        && !get("rpc.grpc.status_code").equals("0");
            default -> false;
        };
        return failed ? status : "";
    }

    private static String joined(String first, String second) {
        StringJoiner words = new StringJoiner(" ");
        if (!first.isEmpty()) {
            words.add(first);
        }
        if (!second.isEmpty()) {
            words.add(second);
        }
        return words.toString();
    }
}
