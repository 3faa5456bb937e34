// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.Target;
import dapper.query.traceql.syntax.Attribute;
import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.FieldExpression;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.storage.calls.CallKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conditions that the spans of a rule's calls meet, by the attributes of which the keys of counted calls are made. */
final class TargetSpans {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");

    private static final List<String> RPC_SYSTEM = List.of("rpc.system.name", "rpc.system");
    private static final List<String> DATABASE_SYSTEM = List.of("db.system.name", "db.system");
    private static final List<String> MESSAGING_SYSTEM = List.of("messaging.system");
    private static final List<String> HTTP_METHOD = List.of("http.request.method", "http.method");
    private static final List<String> DATABASE_NAME = List.of("db.namespace", "server.address");
    private static final List<String> DESTINATION =
            List.of("messaging.destination.template", "messaging.destination.name");

    private TargetSpans() {}

    static List<FieldExpression> conditions(Target target) {
        List<FieldExpression> conditions = new ArrayList<>();
        conditions.add(
                equal(Attribute.of(Attribute.Scope.RESOURCE, "service.name"), new Literal.Text(target.service())));
        if (!target.operation().isEmpty()) {
            conditions.add(equal(Intrinsic.SPAN_NAME, new Literal.Text(target.operation())));
        }
        conditions.addAll(kind(target.kind(), target.callee().isEmpty()));
        if (!target.callee().isEmpty()) {
            conditions.add(callee(target.kind(), target.callee()));
        }
        return conditions;
    }

    private static List<FieldExpression> kind(@Nullable CallKind kind, boolean own) {
        if (kind == null) {
            return List.of(
                    own
                            ? or(of(Literal.Kind.SERVER), of(Literal.Kind.CONSUMER), job())
                            : or(of(Literal.Kind.CLIENT), of(Literal.Kind.PRODUCER)));
        }
        return switch (kind) {
            case HTTP_SERVER -> List.of(of(Literal.Kind.SERVER), present(HTTP_METHOD));
            case RPC_SERVER -> List.of(of(Literal.Kind.SERVER), present(RPC_SYSTEM));
            case HTTP_CLIENT -> List.of(of(Literal.Kind.CLIENT), present(HTTP_METHOD));
            case RPC_CLIENT -> List.of(of(Literal.Kind.CLIENT), present(RPC_SYSTEM));
            case DATABASE -> List.of(of(Literal.Kind.CLIENT), present(DATABASE_SYSTEM));
            case MESSAGING ->
                List.of(or(of(Literal.Kind.PRODUCER), of(Literal.Kind.CLIENT)), present(MESSAGING_SYSTEM));
            case PROCESSING -> List.of(of(Literal.Kind.CONSUMER));
            case JOB -> List.of(job());
        };
    }

    /** Work that begins in the process itself. */
    private static FieldExpression job() {
        FieldExpression root =
                new FieldExpression.Binary(BinaryOperator.LESS, Intrinsic.NESTED_SET_PARENT, new Literal.Int(0));
        return and(of(Literal.Kind.INTERNAL), root);
    }

    /** A peer is {@code host:port}, or system and name of a database or of a queue. */
    private static FieldExpression callee(@Nullable CallKind kind, String peer) {
        int blank = peer.indexOf(' ');
        String system = blank < 0 ? peer : peer.substring(0, blank);
        String name = blank < 0 ? "" : peer.substring(blank + 1);
        if (kind == null) {
            FieldExpression named = or(
                    both(DATABASE_SYSTEM, system, DATABASE_NAME, name),
                    both(MESSAGING_SYSTEM, system, DESTINATION, name));
            return blank < 0 ? or(and(server(peer), absent(DATABASE_SYSTEM), absent(MESSAGING_SYSTEM)), named) : named;
        }
        return switch (kind) {
            case HTTP_CLIENT, RPC_CLIENT -> server(peer);
            case DATABASE -> both(DATABASE_SYSTEM, system, DATABASE_NAME, name);
            default -> both(MESSAGING_SYSTEM, system, DESTINATION, name);
        };
    }

    private static FieldExpression both(List<String> systems, String system, List<String> names, String name) {
        return and(either(systems, system), name.isEmpty() ? absent(names) : first(names, name));
    }

    /** The first of two attributes that is there has the value. */
    private static FieldExpression first(List<String> names, String value) {
        return or(
                either(names.subList(0, 1), value),
                and(absent(names.subList(0, 1)), either(names.subList(1, 2), value)));
    }

    /** The last group of an IPv6 address looks like a port. */
    private static FieldExpression server(String peer) {
        FieldExpression whole = either(List.of("server.address"), peer);
        Matcher parts = HOST_AND_PORT.matcher(peer);
        if (!parts.matches()) {
            return whole;
        }
        FieldExpression both = and(
                either(List.of("server.address"), parts.group(1)),
                equal(ofSpan("server.port"), new Literal.Int(Integer.parseInt(parts.group(2)))));
        return parts.group(1).contains(":") ? or(both, whole) : both;
    }

    private static FieldExpression of(Literal.Kind kind) {
        return equal(Intrinsic.SPAN_KIND, new Literal.KindValue(kind));
    }

    private static FieldExpression present(List<String> names) {
        return or(names.stream()
                .map(name -> new FieldExpression.Exists(ofSpan(name), true))
                .toArray(FieldExpression[]::new));
    }

    private static FieldExpression absent(List<String> names) {
        return and(names.stream()
                .map(name -> new FieldExpression.Exists(ofSpan(name), false))
                .toArray(FieldExpression[]::new));
    }

    private static FieldExpression either(List<String> names, String value) {
        return or(names.stream()
                .map(name -> equal(ofSpan(name), new Literal.Text(value)))
                .toArray(FieldExpression[]::new));
    }

    private static FieldExpression or(FieldExpression... conditions) {
        return joined(BinaryOperator.OR, conditions);
    }

    private static FieldExpression and(FieldExpression... conditions) {
        return joined(BinaryOperator.AND, conditions);
    }

    private static FieldExpression joined(BinaryOperator operator, FieldExpression... conditions) {
        return Arrays.stream(conditions)
                .reduce((left, right) -> FieldExpression.logical(operator, left, right))
                .orElseThrow();
    }

    private static Attribute ofSpan(String name) {
        return Attribute.of(Attribute.Scope.SPAN, name);
    }

    private static FieldExpression equal(FieldExpression field, Literal value) {
        return new FieldExpression.Binary(BinaryOperator.EQUAL, field, value);
    }
}
