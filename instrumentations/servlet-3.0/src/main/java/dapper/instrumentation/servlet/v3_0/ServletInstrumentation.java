// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * One SERVER span per request through any number of filters and servlets, if the container itself is not woven; also
 * the contexts of work that any container runs elsewhere for a request.
 */
public final class ServletInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.servlet.v3_0.";

    @Override
    public String name() {
        return "servlet-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("javax.servlet.Servlet")
                        .advice(
                                named("service")
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named("javax.servlet.ServletRequest"))),
                                PACKAGE + "ServiceAdvice"),
                TypeInstrumentation.subtypesOf("javax.servlet.Filter")
                        .advice(
                                named("doFilter")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named("javax.servlet.ServletRequest"))),
                                PACKAGE + "ServiceAdvice"),
                TypeInstrumentation.subtypesOf("javax.servlet.AsyncContext")
                        .advice(named("start").and(takesArguments(Runnable.class)), PACKAGE + "AsyncStartAdvice"),
                TypeInstrumentation.subtypesOf("javax.servlet.http.HttpServletRequest")
                        .advice(named("upgrade").and(takesArguments(Class.class)), PACKAGE + "UpgradeAdvice"),
                TypeInstrumentation.subtypesOf("javax.servlet.http.HttpUpgradeHandler")
                        .advice(named("init").and(takesArguments(1)), PACKAGE + "UpgradeHandlerAdvice"));
    }
}
