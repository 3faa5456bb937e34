// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The messages that producers send asynchronously. JMS 2.0 came with that, so the types are not there in JMS 1.1. */
public final class JmsAsyncInstrumentation implements Instrumentation {
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
        return Collections.singletonList(TypeInstrumentation.subtypesOf("javax.jms.MessageProducer")
                .onlyWith(LISTENER)
                .advice(
                        isPublic().and(named("send")).and(takesListener()),
                        "dapper.instrumentation.jms.v1_1.AsyncSendAdvice"));
    }
}
