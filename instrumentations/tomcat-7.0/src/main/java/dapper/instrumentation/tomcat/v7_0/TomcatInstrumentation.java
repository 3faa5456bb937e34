// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.tomcat.v7_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One SERVER span per request, from the connector's hand-over until its request object is reused. */
public final class TomcatInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.tomcat.v7_0.";
    private static final String COYOTE_REQUEST = "org.apache.coyote.Request";

    @Override
    public String name() {
        return "tomcat-7.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("org.apache.catalina.connector.CoyoteAdapter")
                        .advice(
                                named("service").and(takesArguments(2)).and(takesArgument(0, named(COYOTE_REQUEST))),
                                PACKAGE + "ServiceAdvice")
                        .advice(
                                named("asyncDispatch")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named(COYOTE_REQUEST))),
                                PACKAGE + "AsyncDispatchAdvice")
                        .advice(
                                named("log").and(takesArguments(3)).and(takesArgument(0, named(COYOTE_REQUEST))),
                                PACKAGE + "LogAdvice"),
                TypeInstrumentation.named("org.apache.coyote.http11.AbstractHttp11Processor")
                        .advice(named("endRequest").and(takesNoArguments()), PACKAGE + "EndRequestAdvice"),
                TypeInstrumentation.named(COYOTE_REQUEST)
                        .advice(named("recycle").and(takesNoArguments()), PACKAGE + "RecycleAdvice"),
                TypeInstrumentation.named("org.apache.coyote.http2.StreamProcessor")
                        .advice(named("recycle").and(takesNoArguments()), PACKAGE + "StreamEndAdvice"),
                TypeInstrumentation.named("org.apache.coyote.AbstractProcessor")
                        .advice(named("asyncPostProcess").and(takesNoArguments()), PACKAGE + "PostProcessAdvice"),
                TypeInstrumentation.named("org.apache.catalina.core.StandardWrapperValve")
                        .advice(named("invoke").and(takesArguments(2)), PACKAGE + "RouteAdvice")
                        .advice(
                                named("exception").and(takesArgument(2, named("java.lang.Throwable"))),
                                PACKAGE + "ExceptionAdvice"),
                TypeInstrumentation.named("org.apache.catalina.core.AsyncContextImpl")
                        .advice(
                                named("setErrorState").and(takesArgument(0, named("java.lang.Throwable"))),
                                PACKAGE + "ErrorStateAdvice"));
    }
}
