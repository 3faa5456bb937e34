// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key under which an SDK would have counted the call of a span. */
final class SpanKey {
    private final Attributes attributes;

    private SpanKey(Attributes attributes) {
        this.attributes = attributes;
    }

    /** Returns null for a span that is no call. */
    static @Nullable CallKey of(Span span) {
        SpanKey key = new SpanKey(span.attributes());
        CallKind kind = key.kind(span);
        if (kind == null) {
            return null;
        }
        String status = key.first(
                "http.response.status_code", "db.response.status_code", "rpc.response.status_code", "rpc.status_code");
        String error = "";
        if (span.status().isError()) {
            String type = key.first("error.type");
            error = type.isEmpty() ? "error" : type;
        }
        return new CallKey(kind, span.name(), key.peer(kind), status, error);
    }

    private @Nullable CallKind kind(Span span) {
        SpanKind kind = span.kind();
        boolean rpc = has("rpc.system", "rpc.system.name", "rpc.method");
        if (kind.equals(SpanKind.SERVER)) {
            return rpc ? CallKind.RPC_SERVER : CallKind.HTTP_SERVER;
        }
        if (kind.equals(SpanKind.CONSUMER)) {
            return CallKind.PROCESSING;
        }
        if (kind.equals(SpanKind.PRODUCER) || kind.equals(SpanKind.CLIENT) && has("messaging.system")) {
            return CallKind.MESSAGING;
        }
        if (kind.equals(SpanKind.CLIENT)) {
            if (has("db.system.name", "db.system")) {
                return CallKind.DATABASE;
            }
            return rpc ? CallKind.RPC_CLIENT : CallKind.HTTP_CLIENT;
        }
        return kind.equals(SpanKind.INTERNAL) && span.parentSpanId() == 0 ? CallKind.JOB : null;
    }

    private String peer(CallKind kind) {
        return switch (kind) {
            case HTTP_SERVER, RPC_SERVER, JOB -> "";
            case HTTP_CLIENT, RPC_CLIENT -> joined(first("server.address"), ":", first("server.port"));
            case DATABASE -> joined(first("db.system.name", "db.system"), " ", first("db.namespace", "server.address"));
            case MESSAGING, PROCESSING ->
                joined(
                        first("messaging.system"),
                        " ",
                        first("messaging.destination.template", "messaging.destination.name"));
        };
    }

    private static String joined(String first, String between, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + between + second;
    }

    private boolean has(String... keys) {
        return !first(keys).isEmpty();
    }

    private String first(String... keys) {
        for (String key : keys) {
            Object value = attributes.get(key);
            if (value != null) {
                return Objects.toString(value);
            }
        }
        return "";
    }
}
