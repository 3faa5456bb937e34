// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The messages that producers send asynchronously, and those of the simplified API. The types are not there in JMS 1.1. */
public final class Jms2Instrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jms.v1_1.";
    private static final String LISTENER = "javax.jms.CompletionListener";

    @Override
    public String name() {
        return "jms-1.1";
    }

    /** The last argument of the four methods. */
    private static ElementMatcher<MethodDescription> takesListener() {
        return takesArgument(1, named(LISTENER))
                .or(takesArgument(2, named(LISTENER)))
                .or(takesArgument(4, named(LISTENER)))
                .or(takesArgument(5, named(LISTENER)));
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("javax.jms.MessageProducer")
                        .onlyWith(LISTENER)
                        .advice(isPublic().and(named("send")).and(takesListener()), PACKAGE + "AsyncSendAdvice"),
                TypeInstrumentation.subtypesOf("javax.jms.JMSProducer")
                        .advice(
                                isPublic()
                                        .and(named("send"))
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named("javax.jms.Message"))),
                                PACKAGE + "SimplifiedSendAdvice"));
    }
}
