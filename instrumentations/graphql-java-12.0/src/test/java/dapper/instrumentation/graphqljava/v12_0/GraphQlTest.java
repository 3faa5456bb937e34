// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.graphqljava.v12_0;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class GraphQlTest {
    private static final String SCHEMA = "type Query { greeting(name: String): String, worker: String, late: String,"
            + " broken: String, inner: String } type Mutation { rename(name: String): String }";

    private final CompletableFuture<String> late = new CompletableFuture<>();
    private final GraphQL graphQl = GraphQL.newGraphQL(
                    new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring()))
            .build();

    private RuntimeWiring wiring() {
        return RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        query -> query.dataFetcher("greeting", field -> "Hello " + field.getArgument("name"))
                                .dataFetcher("worker", field -> Traces.callInSpan("work", () -> "done"))
                                .dataFetcher("late", field -> late)
                                .dataFetcher("broken", field -> {
                                    throw new IllegalStateException("no stock");
                                })
                                .dataFetcher("inner", field -> execute("query Inner { greeting(name: \"b\") }")))
                .type("Mutation", mutation -> mutation.dataFetcher("rename", field -> field.getArgument("name")))
                .build();
    }

    private String execute(String document) {
        return graphQl.execute(document).toSpecification().toString();
    }

    @Test
    void makesOneSpanPerOperation() throws Exception {
        Traces.inSpan(
                "parent",
                () -> assertThat(execute("query Greet { greeting(name: \"secret\") worker }"))
                        .isEqualTo("{data={greeting=Hello secret, worker=done}}"));

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1))
                .hasName("query Greet")
                .hasKind(SpanKind.INTERNAL)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes("graphql.operation.type", "query", "graphql.operation.name", "Greet");
        assertThat(spans.get(2)).hasName("work").isChildOf(spans.get(1));
        assertThat(Current.get()).isNull();
    }

    @Test
    void anOperationWithoutANameHasThatOfItsType() {
        assertThat(execute("mutation { rename(name: \"a\") }")).isEqualTo("{data={rename=a}}");

        assertThat(spans().takeOne())
                .hasName("mutation")
                .isRoot()
                .hasExactlyAttributes("graphql.operation.type", "mutation");
    }

    @Test
    void aLongNameIsAnAttributeOnly() {
        String name = String.join("", Collections.nCopies(101, "a"));
        execute("query " + name + " { late: greeting(name: \"a\") }");

        assertThat(spans().takeOne()).hasName("query").hasAttribute("graphql.operation.name", name);
    }

    @Test
    void findsTheOperationThatIsExecuted() {
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query("query A { greeting(name: \"a\") } mutation B { rename(name: \"b\") }")
                .operationName("B")
                .build();

        assertThat(graphQl.execute(input).getErrors()).isEmpty();

        assertThat(spans().takeOne()).hasName("mutation B");
    }

    @Test
    void lastsUntilTheResultIsComplete() throws Exception {
        CompletableFuture<ExecutionResult> result = graphQl.executeAsync(input -> input.query("query Late { late }"));
        assertThat(Current.get()).isNull();
        assertThat(spans().take(0)).isEmpty();

        late.complete("now");

        assertThat(result.get(60, TimeUnit.SECONDS).getErrors()).isEmpty();
        assertThat(spans().takeOne()).hasName("query Late").hasNoError();
    }

    @Test
    void recordsTheExceptionOfAField() {
        assertThat(execute("query Stock { broken worker }")).contains("worker=done", "no stock");

        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("query Stock").hasException(IllegalStateException.class, "no stock");
        assertThat(spans.get(1)).hasName("work").isChildOf(spans.get(0));
    }

    @Test
    void recordsTheTypeOfAnErrorButNotItsMessage() {
        assertThat(execute("query Secret { secretField }")).contains("secretField");
        RecordedSpan invalid = spans().takeOne();
        assertThat(invalid)
                .hasName("GraphQL Operation")
                .hasNoEvents()
                .hasExactlyAttributes("error.type", "ValidationError");
        assertThat(invalid.statusDescription()).isNull();

        assertThat(execute("secret")).contains("secret");
        assertThat(spans().takeOne()).hasNoEvents().hasExactlyAttributes("error.type", "InvalidSyntax");
    }

    @Test
    void anOperationDirectlyInsideAnotherIsAPartOfIt() {
        assertThat(execute("query Outer { inner }")).contains("Hello b");

        assertThat(spans().takeOne()).hasName("query Outer");
    }

    @Test
    void recordsNothingInAnUnsampledTrace() throws Exception {
        Traces.inUnsampledTrace(
                () -> assertThat(execute("{ greeting(name: \"a\") }")).contains("Hello a"));

        assertThat(spans().take(0)).isEmpty();
    }
}
