// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cxf.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The path templates of the resource that CXF has matched become the route of the request. No spans are made. */
public final class CxfInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.cxf.v3_0.";
    private static final String CXF = "org.apache.cxf.";

    @Override
    public String name() {
        return "cxf-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CXF + "jaxrs.interceptor.JAXRSInInterceptor")
                        .advice(
                                named("setExchangeProperties").and(takesArgument(0, named(CXF + "message.Message"))),
                                PACKAGE + "MatchedAdvice"),
                TypeInstrumentation.named(CXF + "jaxrs.JAXRSInvoker")
                        .advice(
                                named("invoke")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named(CXF + "message.Exchange"))),
                                PACKAGE + "InvokeAdvice"));
    }
}
