// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jersey.v2_0;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The path templates of the resource that Jersey has matched become the route of the request. No spans are made. */
public final class JerseyInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "jersey-2.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(
                TypeInstrumentation.named("org.glassfish.jersey.server.internal.routing.UriRoutingContext")
                        .advice(
                                namedOneOf("setInflector", "setEndpoint").and(takesArguments(1)),
                                "dapper.instrumentation.jersey.v2_0.MatchedAdvice"));
    }
}
