// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

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
    private static final String PACKAGE = "dapper.instrumentation.servlet.v5_0.";

    @Override
    public String name() {
        return "servlet-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("jakarta.servlet.Servlet")
                        .advice(
                                named("service")
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named("jakarta.servlet.ServletRequest"))),
                                PACKAGE + "ServiceAdvice"),
                TypeInstrumentation.subtypesOf("jakarta.servlet.Filter")
                        .advice(
                                named("doFilter")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named("jakarta.servlet.ServletRequest"))),
                                PACKAGE + "ServiceAdvice"),
                TypeInstrumentation.subtypesOf("jakarta.servlet.AsyncContext")
                        .advice(named("start").and(takesArguments(Runnable.class)), PACKAGE + "AsyncStartAdvice"),
                TypeInstrumentation.subtypesOf("jakarta.servlet.http.HttpServletRequest")
                        .advice(named("upgrade").and(takesArguments(Class.class)), PACKAGE + "UpgradeAdvice"),
                TypeInstrumentation.subtypesOf("jakarta.servlet.http.HttpUpgradeHandler")
                        .advice(named("init").and(takesArguments(1)), PACKAGE + "UpgradeHandlerAdvice"));
    }
}
