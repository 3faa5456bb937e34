// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.traceql.parse.QueryParser;
import dapper.storage.TraceQuery;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushdownTest {
    private static final TraceQuery RANGE =
            TraceQuery.between(5, 9).limit(20).build().withCursor("c");

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } → -
            { name =~ ".*" } → -
            { resource.service.name = "front" } → service=front
            { "front" = resource.service.name && name = "GET" } → service=front operation=GET
            { name = "GET" } → operation=GET
            { status = error } → error=true
            { status != error } → error=false
            { status = ok } → error=false
            { status != ok } → -
            { duration > 5ms } → min=5000000
            { 5ms > duration } → max=5000000
            { duration >= 1.5 && duration < 7.5 } → min=1 max=8
            { duration = 3ns } → min=3 max=3
            { duration > 5ns && duration < 3ns } → min=5 max=5
            { duration < -1ns } → max=0
            { span.a = "b" && resource.c = 5 && .d = true } → tags={a=b, c=5, d=true}
            { .a = 5.0 } → tags={a=5}
            { .a = 0.25 } → tags={a=0.25}
            { .a = 1ms } → tags={a=1000000}
            { .a = 9007199254740993 } → tags={a=9007199254740993}
            { .a = 1e18 } → tags={a=1.0E18}
            { .a = 5 || .a = "5" } → tags={a=5}
            { trace:id = "ABC" } → trace=00000000000000000000000000000abc
            { "abc" = trace:id && .a = "b" } → trace=00000000000000000000000000000abc tags={a=b}
            { trace:id = "not an id" } → trace=00000000000000000000000000000000
            { trace:id != "abc" } → -
            { trace:id = "abc" || .a = "b" } → -
            { .a = "b" } && { trace:id = "abc" } → trace=00000000000000000000000000000abc
            { trace:id = "abc" } > { .a = "b" } → trace=00000000000000000000000000000abc tags={a=b}
            { trace:id = "abc" } !> { .a = "b" } → tags={a=b}
            { trace:id = "abc" } &> { .a = "b" } → trace=00000000000000000000000000000abc
            { .service.name = "front" } → tags={service.name=front}
            { .service.name = "unknown_service" } → -
            { event.a = "b" && link.a = "b" && instrumentation.a = "b" && parent.a = "b" } → -
            { .a != "b" && .c > 1 && kind = server } → -
            { .a = "b" || .c = "d" } → -
            { (.a = "b" && .c = "d") || (.c = "d" && duration > 1s) } → tags={c=d}
            { !(.a = "b") } → -
            { .a = "b" } && { .c = "d" && .e = "f" } → tags={c=d, e=f}
            { .a = "b" } && !{ .c = "d" && .e = "f" } → tags={a=b}
            !{ .c = "d" } → -
            { .a = "b" } || { .a = "b" && .c = "d" } → tags={a=b}
            { .a = "b" } || !{ .a = "b" } → -
            { .a = "b" } > { .c = "d" } → tags={c=d}
            { .a = "b" } !<< { .c = "d" } → tags={c=d}
            { .a = "b" } &> { .c = "d" } → -
            { .a = "b" } | { .c = "d" } → tags={a=b}
            ({ .a = "b" } | count() > 2) > { } → -
            ({ .a = "b" } | count() > 2) && { .c > 1 } → tags={a=b}
            count() > 2 → -
            """)
    void findsWhatTheIndexCanCheck(String query, String expected) {
        TraceQuery candidates = CompiledQuery.of(QueryParser.parse(query)).candidates(RANGE);

        assertThat(text(candidates)).isEqualTo(expected);
        assertThat(candidates.startUnixNanos()).isEqualTo(5);
        assertThat(candidates.endUnixNanos()).isEqualTo(9);
        assertThat(candidates.limit()).isEqualTo(20);
        assertThat(candidates.cursor()).isEqualTo("c");
    }

    private static String text(TraceQuery query) {
        StringJoiner text = new StringJoiner(" ").setEmptyValue("-");
        add(text, "trace=", query.traceId());
        add(text, "service=", query.service());
        add(text, "operation=", query.operation());
        add(text, "tags=", query.tags().isEmpty() ? null : new TreeMap<>(query.tags()));
        add(text, "min=", query.minDurationNanos() == 0 ? null : query.minDurationNanos());
        add(text, "max=", query.maxDurationNanos() == Long.MAX_VALUE ? null : query.maxDurationNanos());
        add(text, "error=", query.error());
        return text.toString();
    }

    private static void add(StringJoiner text, String name, Object value) {
        if (value != null) {
            text.add(name + value);
        }
    }
}
