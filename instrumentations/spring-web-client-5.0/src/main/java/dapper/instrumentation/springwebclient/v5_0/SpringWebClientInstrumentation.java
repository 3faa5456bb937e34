// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebclient.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Makes no spans: passes the template of a URL on to the HTTP client that sends the request. */
public final class SpringWebClientInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.springwebclient.v5_0.";
    private static final String CLIENT = "org.springframework.web.client.";

    @Override
    public String name() {
        return "spring-web-client-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CLIENT + "RestTemplate")
                        .advice(
                                named("execute").and(takesArguments(5)).and(takesArgument(0, String.class)),
                                PACKAGE + "TemplateAdvice")
                        .advice(named("doExecute").and(takesArgument(0, URI.class)), PACKAGE + "ExpandedAdvice"),
                TypeInstrumentation.named(CLIENT + "DefaultRestClient$DefaultRequestBodyUriSpec")
                        .advice(named("exchangeInternal").and(takesArguments(2)), PACKAGE + "RestClientAdvice"));
    }
}
