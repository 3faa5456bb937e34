// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Jdk;
import dapper.smoke.run.RawHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of the conformance suite for W3C Trace Context, levels 1 and 2: a request with these header lines reaches a
 * servlet, which makes three calls with an HTTP client, and these are the headers that arrive there.
 */
@Timeout(300)
class TraceContextTest {
    private static final String TRACE_ID = "12345678901234567890123456789012";
    private static final String PARENT_ID = "1234567890123456";
    private static final String TRACEPARENT = "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01";

    /** Not sampled, so that the agent has nothing of its own to add to the tracestate. */
    private static final String UNSAMPLED = "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-00";

    /** The tracestate of a new trace that is recorded with probability 1. */
    private static final String NEW_STATE = "ot=th:0";

    private static Recorder downstream;
    private static App front;

    /**
     * @param flags the flags of the outgoing traceparent; null for a new trace, which has another id and the flags 03
     * @param tracestate outgoing tracestate; empty for none
     */
    record Case(List<String> lines, String flags, String tracestate) {
        @Override
        public String toString() {
            return String.join(" | ", lines);
        }
    }

    private static Case continued(String flags, String tracestate, String... lines) {
        return new Case(List.of(lines), flags, tracestate);
    }

    private static Case begun(String... lines) {
        return new Case(List.of(lines), null, NEW_STATE);
    }

    private static Case state(String expected, String... lines) {
        return new Case(
                Stream.concat(Stream.of(UNSAMPLED), Stream.of(lines).map(line -> "tracestate: " + line))
                        .toList(),
                "00",
                expected);
    }

    static List<Case> cases() {
        return Stream.of(parents(), names(), malformedParents(), states(), stateSyntax(), stateLimits())
                .flatMap(cases -> cases)
                .toList();
    }

    private static Stream<Case> parents() {
        String future = "cc-" + TRACE_ID + "-" + PARENT_ID + "-01";
        return Stream.of(
                begun(),
                continued("01", "", TRACEPARENT),
                begun(TRACEPARENT.replace("9012-", "9011-"), TRACEPARENT),
                begun(TRACEPARENT, TRACEPARENT),
                continued("01", "", "traceparent: " + future),
                continued("01", "", "traceparent: " + future + "-what-the-future-will-be-like"),
                begun("traceparent: " + future + ".what-the-future-will-be-like"),
                begun("traceparent: ff-" + TRACE_ID + "-" + PARENT_ID + "-01"),
                // Level 2: the flag "random".
                continued("02", "", "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-02"),
                continued("03", "", "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-ff"),
                continued("01", "", "traceparent:  00-" + TRACE_ID + "-" + PARENT_ID + "-01"),
                continued("01", "", "traceparent: \t00-" + TRACE_ID + "-" + PARENT_ID + "-01"),
                continued("01", "", TRACEPARENT + " "),
                continued("01", "", TRACEPARENT + "\t"),
                continued("01", "", "traceparent: \t 00-" + TRACE_ID + "-" + PARENT_ID + "-01 \t"));
    }

    private static Stream<Case> names() {
        String value = ": 00-" + TRACE_ID + "-" + PARENT_ID + "-01";
        return Stream.of(
                begun("trace-parent" + value),
                begun("trace.parent" + value),
                continued("01", "", "TraceParent" + value),
                continued("01", "", "TrAcEpArEnT" + value),
                continued("01", "", "TRACEPARENT" + value),
                continued("00", "", UNSAMPLED, "trace-state: foo=1"),
                continued("00", "", UNSAMPLED, "trace.state: foo=1"),
                continued("00", "foo=1", UNSAMPLED, "TraceState: foo=1"),
                continued("00", "foo=1", UNSAMPLED, "TrAcEsTaTe: foo=1"),
                continued("00", "foo=1", UNSAMPLED, "TRACESTATE: foo=1"));
    }

    private static Stream<Case> malformedParents() {
        return Stream.of(
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-01.",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-01-what-the-future-will-be-like",
                        ".0-" + TRACE_ID + "-" + PARENT_ID + "-01",
                        "0.-" + TRACE_ID + "-" + PARENT_ID + "-01",
                        "000-" + TRACE_ID + "-" + PARENT_ID + "-01",
                        "0000-" + TRACE_ID + "-" + PARENT_ID + "-01",
                        "0-" + TRACE_ID + "-" + PARENT_ID + "-01",
                        "00-00000000000000000000000000000000-" + PARENT_ID + "-01",
                        "00-.2345678901234567890123456789012-" + PARENT_ID + "-01",
                        "00-1234567890123456789012345678901.-" + PARENT_ID + "-01",
                        "00-" + TRACE_ID + "3-" + PARENT_ID + "-01",
                        "00-1234567890123456789012345678901-" + PARENT_ID + "-01",
                        "00-" + TRACE_ID + "-0000000000000000-01",
                        "00-" + TRACE_ID + "-.234567890123456-01",
                        "00-" + TRACE_ID + "-123456789012345.-01",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "7-01",
                        "00-" + TRACE_ID + "-123456789012345-01",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-.0",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-0.",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-001",
                        "00-" + TRACE_ID + "-" + PARENT_ID + "-1",
                        "00-" + TRACE_ID.replace('1', 'A') + "-" + PARENT_ID + "-01",
                        "")
                .map(value -> begun("traceparent: " + value));
    }

    private static Stream<Case> states() {
        return Stream.of(
                begun("tracestate: foo=1"),
                begun("tracestate: foo=1,bar=2"),
                state("foo=1,bar=2", "foo=1,bar=2"),
                state("", ""),
                state("foo=1", "foo=1", ""),
                state("foo=1", "", "foo=1"),
                state("foo=1,bar=2,rojo=1,congo=2,baz=3", "foo=1,bar=2", "rojo=1,congo=2", "baz=3"),
                state("", "foo=1,foo=1"),
                state("", "foo=1,foo=2"),
                state("", "foo=1", "foo=1"),
                state("", "foo=1", "foo=2"),
                state("foo=1,bar=2,baz=3", "foo=1 \t , \t bar=2, \t baz=3"),
                state("foo=1,bar=2,baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3"),
                state("foo=1", " foo=1"),
                state("foo=1", "\tfoo=1"),
                state("foo=1", "foo=1 "),
                state("foo=1", "foo=1\t"),
                state("foo=1", "\t foo=1 \t"),
                // The agent's own entry comes first, and the rest is passed on.
                continued(
                        "01",
                        "ot=rv:23456789012345,foo=1",
                        TRACEPARENT,
                        "tracestate: foo=1,ot=th:8;rv:23456789012345"));
    }

    private static Stream<Case> stateSyntax() {
        String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
        String value = IntStream.rangeClosed(0x20, 0x7e)
                .filter(c -> c != ',' && c != '=')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String vendor = "a-z0-9_-*/";
        return Stream.of(
                state(key + "=" + value, key + "=" + value),
                state(key + "@" + vendor + "=" + value, key + "@" + vendor + "=" + value),
                state("", "foo =1"),
                state("", "FOO=1"),
                state("", "foo.bar=1"),
                state("", "foo@=1,bar=2"),
                state("", "@foo=1,bar=2"),
                state("", "foo@@bar=1,bar=2"),
                state("", "foo@bar@baz=1,bar=2"),
                state("", "foo=bar=baz"),
                state("", "foo=,bar=3"),
                state("", "foo="),
                state("", "foo"));
    }

    private static Stream<Case> stateLimits() {
        String tenants = "t".repeat(241);
        List<String> thirtyTwo = IntStream.rangeClosed(1, 32)
                .mapToObj(i -> String.format("bar%02d=%02d", i, i))
                .toList();
        String[] lines = {
            String.join(",", thirtyTwo.subList(0, 10)),
            String.join(",", thirtyTwo.subList(10, 20)),
            String.join(",", thirtyTwo.subList(20, 30)),
            String.join(",", thirtyTwo.subList(30, 32))
        };
        String all = String.join(",", thirtyTwo);
        String[] more = lines.clone();
        more[3] += ",bar33=33";
        return Stream.of(
                state(all, lines),
                state("", more),
                // With an entry of the agent's own there is room for 31 others.
                continued(
                        "01",
                        "ot=rv:23456789012345," + String.join(",", thirtyTwo.subList(0, 31)),
                        TRACEPARENT,
                        "tracestate: " + String.join(",", thirtyTwo.subList(0, 31)) + ",ot=th:8;rv:23456789012345"),
                state("foo=1," + "z".repeat(256) + "=1", "foo=1", "z".repeat(256) + "=1"),
                state("", "foo=1", "z".repeat(257) + "=1"),
                state("foo=1," + tenants + "@" + "v".repeat(14) + "=1", "foo=1", tenants + "@" + "v".repeat(14) + "=1"),
                state("", "foo=1", tenants + "t@v=1"),
                state("", "foo=1", "t@" + "v".repeat(15) + "=1"));
    }

    @BeforeAll
    static void start() {
        downstream = Recorder.start("1");
        front = App.start(
                Jdk.ofThisBuild(),
                "front",
                App.withAgent(),
                Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none"),
                "--inventory=" + downstream.address(),
                "--worker=" + downstream.address());
    }

    @AfterAll
    static void stop() {
        front.close();
        downstream.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sendsOnWhatTheSpecificationRequires(Case request) {
        int before = downstream.requests().size();
        String answer = RawHttp.send("POST", URI.create(front.address() + "/orders?product=1"), request.lines());
        assertThat(answer).startsWith("HTTP/1.1 201");
        List<Recorder.Request> calls =
                downstream.requests().subList(before, downstream.requests().size());

        Set<String> traceIds = new HashSet<>();
        List<String> parentIds = new ArrayList<>();
        assertThat(calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.headers().get("traceparent")).hasSize(1);
            String[] parts = call.header("traceparent").split("-");
            assertThat(parts).hasSize(4);
            assertThat(parts[0]).isEqualTo("00");
            traceIds.add(parts[1]);
            parentIds.add(parts[2]);
            assertThat(parts[3]).isEqualTo(request.flags() == null ? "03" : request.flags());
            assertThat(withoutBlanks(call.header("tracestate"))).isEqualTo(withoutBlanks(request.tracestate()));
        });
        assertThat(traceIds).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(traceIds.contains(TRACE_ID)).isEqualTo(request.flags() != null);
        assertThat(parentIds).allMatch(id -> id.matches("[0-9a-f]{16}") && !id.equals("0000000000000000"));
        if (request.flags() == null || !request.flags().matches("0[02]")) {
            assertThat(parentIds).doesNotHaveDuplicates().doesNotContain(PARENT_ID);
        }
    }

    /** Removes blanks around commas and empty members, which have no meaning. */
    private static String withoutBlanks(String tracestate) {
        return Stream.of(tracestate.split(","))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .collect(Collectors.joining(","));
    }
}
