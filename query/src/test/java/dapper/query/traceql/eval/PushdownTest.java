// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.PredicateText;
import dapper.query.traceql.parse.QueryParser;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushdownTest {
    private static final TraceQuery RANGE =
            TraceQuery.between(5, 9).withLimit(20).withCursor("c");

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            { } → all
            { false } → none
            { name =~ ".*" } → name =~ '.*'
            { .a !~ "b|c" } → .a !~ 'b|c'
            { "front" = resource.service.name && name = "GET" } → resource.service.name = 'front' and name = 'GET'
            { status = error } → status = 2
            { status != ok || kind = server } → (status != 1 or kind = 2)
            { statusMessage >= "a" } → status_message >= 'a'
            { duration > 5ms } → duration > 5000000
            { 5ms > duration } → duration < 5000000
            { duration >= 1.5 && duration < 7.5 } → duration >= 1.5 and duration < 7.5
            { span.a = "b" && resource.c != 5 && .d = true } → span.a = 'b' and resource.c != 5 and .d = true
            { .a = 5.0 && .b = 1ms && .c <= -2 } → .a = 5.0 and .b = 1000000 and .c <= -2
            { .a } → .a = true
            { !.a } → not .a = true
            { .a = nil || .b != nil } → (not has .a or has .b)
            { !(.a = "b" && .c > 1) } → not (.a = 'b' and .c > 1)
            { instrumentation:name = "a" && instrumentation:version =~ "1.*" } → scope_name = 'a' and scope_version =~ '1.*'
            { instrumentation.a = "b" } → scope.a = 'b'
            { span:id = "ABC" } → span_id = '0000000000000abc'
            { span:parentID != "1" } → parent_id != '0000000000000001'
            { .a = .b } → has .a and has .b
            { .a + 1 > span.b * 2 } → has .a and has span.b
            { -.a < 5 } → has .a
            { .a = error } → has .a
            { event.a = "b" && link.a = "b" && parent.a = "b" && traceDuration > 1s && .c = 1 } → .c = 1
            { event.a = "b" || .c = 1 } → all
            { !(event.a = "b" || .c = 1) } → not .c = 1
            { !(event.a = "b" && .c = 1) } → all
            { !(.a = .b) && .c = 1 } → .c = 1
            { parent.a = nil && .c = 1 } → .c = 1
            { !(parent.a != nil || .c = 1) } → not .c = 1
            { .a = "b" } && { .c = "d" && .e = "f" } → .c = 'd' and .e = 'f'
            { .a = "b" } && !{ .c = "d" && .e = "f" } → .a = 'b'
            !{ .c = "d" } → all
            { .a = "b" } || { .a = "b" && .c = "d" } → (.a = 'b' or (.a = 'b' and .c = 'd'))
            { .a = "b" } || !{ .a = "b" } → all
            { .a = "b" } > { .c = "d" } → .c = 'd'
            { .a = "b" } !<< { .c = "d" } → .c = 'd'
            { .a = "b" } &> { .c = "d" } → (.a = 'b' or .c = 'd')
            { .a = "b" } | { .c = "d" } → .a = 'b'
            ({ .a = "b" } | count() > 2) > { } → all
            ({ .a = "b" } | count() > 2) && { .c > 1 } → .a = 'b'
            count() > 2 → all
            """)
    void findsTheConditionOfTheSpansThatAreSelected(String query, String expected) {
        TraceQuery candidates = CompiledQuery.of(QueryParser.parse(query)).candidates(RANGE);

        assertThat(candidates).isEqualTo(RANGE.where(candidates.predicate()));
        assertThat(PredicateText.of(candidates.predicate())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            { trace:id = "ABC" } → abc → trace_id = '00000000000000000000000000000abc'
            { "abc" = trace:id && .a = "b" } → abc → trace_id = '00000000000000000000000000000abc' and .a = 'b'
            { trace:id = "not an id" } → 0 → trace_id = 'not an id'
            { trace:id != "abc" } → → trace_id != '00000000000000000000000000000abc'
            { trace:id = "abc" || .a = "b" } → → (trace_id = '00000000000000000000000000000abc' or .a = 'b')
            { .a = "b" } && { trace:id = "abc" } → abc → trace_id = '00000000000000000000000000000abc'
            { trace:id = "abc" } > { .a = "b" } → abc → .a = 'b' and trace_id = '00000000000000000000000000000abc'
            { trace:id = "abc" } !> { .a = "b" } → → .a = 'b'
            """)
    void findsTheOnlyTrace(String query, String id, String expected) {
        TraceQuery candidates = CompiledQuery.of(QueryParser.parse(query)).candidates(RANGE);

        assertThat(candidates.traceId()).isEqualTo(id == null ? null : TraceId.parse(id));
        assertThat(PredicateText.of(candidates.predicate())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { trace:id = "1" } &> { .a = "b" } → 1
            { trace:id = "1" } || { trace:id = "1" && .a = "b" } → 1
            """)
    void findsTheOnlyTraceOfBothSides(String query, String id) {
        assertThat(CompiledQuery.of(QueryParser.parse(query)).candidates(RANGE).traceId())
                .isEqualTo(TraceId.parse(id));
    }
}
