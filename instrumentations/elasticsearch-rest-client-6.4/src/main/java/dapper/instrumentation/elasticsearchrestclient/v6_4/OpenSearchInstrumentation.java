// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.elasticsearchrestclient.v6_4;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** One CLIENT span per call of the client of OpenSearch, which clients with typed methods use. */
public final class OpenSearchInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.elasticsearchrestclient.v6_4.";
    private static final String CLIENT = "org.opensearch.client.";

    @Override
    public String name() {
        return "opensearch-rest-client-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(CLIENT + "RestClient")
                .advice(
                        named("performRequest")
                                .and(isPublic())
                                .and(takesArguments(1))
                                .and(takesArgument(0, named(CLIENT + "Request"))),
                        PACKAGE + "OpenSearchAdvice")
                .advice(
                        named("performRequestAsync")
                                .and(isPublic())
                                .and(takesArguments(2))
                                .and(takesArgument(0, named(CLIENT + "Request")))
                                .and(takesArgument(1, named(CLIENT + "ResponseListener"))),
                        PACKAGE + "OpenSearchAsyncAdvice"));
    }
}
