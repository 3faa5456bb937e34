// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The settings of each client, from which it takes the listeners of its commands. */
public final class MongoDriverInstrumentation implements Instrumentation {
    static final String PACKAGE = "dapper.instrumentation.mongodbdriver.v3_7.";

    @Override
    public String name() {
        return CommandCalls.NAME;
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(
                TypeInstrumentation.named("com.mongodb.MongoClientSettings", "com.mongodb.MongoClientOptions")
                        .advice(
                                isPublic().and(named("getCommandListeners")).and(takesArguments(0)),
                                PACKAGE + "CommandListenersAdvice"));
    }
}
