// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key under which an SDK would have counted the call of a span. */
final class SpanKey {
    private final Attributes attributes;

    private static final String[] RPC = {"rpc.system", "rpc.system.name", "rpc.method"};
    private static final String[] DATABASE = {"db.system.name", "db.system"};
    private static final String[] MESSAGING = {"messaging.system"};

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
                "http.response.status_code",
                "http.status_code",
                "db.response.status_code",
                "rpc.response.status_code",
                "rpc.status_code",
                "rpc.grpc.status_code");
        String error = "";
        if (span.status().isError()) {
            String type = key.first("error.type");
            error = type.isEmpty() ? "error" : type;
        }
        return new CallKey(kind, span.name(), key.peer(kind), status, error);
    }

    private @Nullable CallKind kind(Span span) {
        SpanKind kind = span.kind();
        boolean rpc = has(RPC);
        if (kind.equals(SpanKind.SERVER)) {
            return rpc ? CallKind.RPC_SERVER : CallKind.HTTP_SERVER;
        }
        if (kind.equals(SpanKind.CONSUMER)) {
            return CallKind.PROCESSING;
        }
        if (kind.equals(SpanKind.PRODUCER) || kind.equals(SpanKind.CLIENT) && has(MESSAGING)) {
            return CallKind.MESSAGING;
        }
        if (kind.equals(SpanKind.CLIENT)) {
            if (has(DATABASE)) {
                return CallKind.DATABASE;
            }
            return rpc ? CallKind.RPC_CLIENT : CallKind.HTTP_CLIENT;
        }
        return kind.equals(SpanKind.INTERNAL) && span.parentSpanId() == 0 ? CallKind.JOB : null;
    }

    /** Returns what a span meets if its call is of a kind. */
    static Predicate predicate(CallKind kind) {
        return switch (kind) {
            case HTTP_SERVER -> Predicate.and(is(SpanKind.SERVER), Predicate.not(present(RPC)));
            case RPC_SERVER -> Predicate.and(is(SpanKind.SERVER), present(RPC));
            case PROCESSING -> is(SpanKind.CONSUMER);
            case MESSAGING ->
                Predicate.or(is(SpanKind.PRODUCER), Predicate.and(is(SpanKind.CLIENT), present(MESSAGING)));
            case DATABASE -> Predicate.and(is(SpanKind.CLIENT), present(DATABASE), Predicate.not(present(MESSAGING)));
            case RPC_CLIENT ->
                Predicate.and(
                        is(SpanKind.CLIENT),
                        present(RPC),
                        Predicate.not(present(DATABASE)),
                        Predicate.not(present(MESSAGING)));
            case HTTP_CLIENT ->
                Predicate.and(
                        is(SpanKind.CLIENT),
                        Predicate.not(present(RPC)),
                        Predicate.not(present(DATABASE)),
                        Predicate.not(present(MESSAGING)));
            case JOB -> Predicate.and(is(SpanKind.INTERNAL), Predicate.absent(Field.Intrinsic.PARENT_ID));
        };
    }

    private static Predicate is(SpanKind kind) {
        return Predicate.equal(Field.Intrinsic.KIND, (long) kind.number());
    }

    private static Predicate present(String... keys) {
        return Predicate.or(Arrays.stream(keys)
                .map(key -> new Predicate.Present(Field.span(key)))
                .toArray(Predicate[]::new));
    }

    /** Also by the names that conventions had before 2023, which older SDKs still write. */
    private String peer(CallKind kind) {
        return switch (kind) {
            case HTTP_SERVER, RPC_SERVER, JOB -> "";
            case HTTP_CLIENT, RPC_CLIENT -> {
                String address = first("server.address", "net.peer.name");
                yield address.isEmpty()
                        ? first("peer.service")
                        : joined(address, ":", first("server.port", "net.peer.port"));
            }
            case DATABASE ->
                joined(first(DATABASE), " ", first("db.namespace", "db.name", "server.address", "net.peer.name"));
            case MESSAGING, PROCESSING ->
                joined(
                        first("messaging.system"),
                        " ",
                        first("messaging.destination.template", "messaging.destination.name", "messaging.destination"));
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
