// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A search finds every name in the lists, on a real Cassandra. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
class NamesAsStoredTest {
    private static final List<String> NAMES = List.of(
            " x",
            "x ",
            " ",
            "x",
            "X",
            "a+b",
            "a b",
            "100%",
            "%41",
            "a&b=c#d",
            "\u00e9",
            "e\u0301",
            "日本",
            "😀",
            "a\"b\\c",
            "a\nb",
            "aws:cloudformation:stack-name",
            "status>=500",
            "k".repeat(700));

    private final CassandraStorage storage;

    NamesAsStoredTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @Test
    void findsEveryServiceOperationAndTagByItsBytes() throws Exception {
        long now = Instant.now().toEpochMilli() * 1_000_000 - 1_000_000_000;
        Map<String, String> traceOfName = new TreeMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            Span span = TestSpan.span(new TraceId(7, i + 1), 1, 0, now, now + 1_000)
                    .service(name)
                    .name(name)
                    .attribute(name, name)
                    .build();
            traceOfName.put(name, span.traceId().toString());
            storage.writer()
                    .write(span.traceId(), List.of(span))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
        try (QueryService service = QueryService.start(storage.reader())) {
            assertThat(texts(service.get("/api/v1/services").json().get("services")))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
            for (String name : NAMES) {
                String text = URLEncoder.encode(name, UTF_8);
                String tag = URLEncoder.encode(TagTextTest.quoted(name) + ":" + name, UTF_8);

                assertThat(service.get("/api/v1/operations?service=" + text)
                                .json()
                                .get("operations")
                                .findValuesAsText("name"))
                        .containsExactly(name);
                for (String query :
                        List.of("service=" + text, "service=" + text + "&operation=" + text, "tag=" + tag)) {
                    assertThat(service.get("/api/v1/traces?" + query)
                                    .json()
                                    .get("traces")
                                    .findValuesAsText("traceId"))
                            .as(query)
                            .containsExactly(traceOfName.get(name));
                }
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
