// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.xmemcached.v2_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The client. */
public final class XMemcachedInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.xmemcached.v2_0.";

    @Override
    public String name() {
        return "xmemcached-2.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("net.rubyeye.xmemcached.XMemcachedClient")
                .advice(
                        isPublic()
                                .and(namedOneOf(
                                        "get",
                                        "gets",
                                        "getAndTouch",
                                        "set",
                                        "setWithNoReply",
                                        "add",
                                        "addWithNoReply",
                                        "replace",
                                        "replaceWithNoReply",
                                        "append",
                                        "appendWithNoReply",
                                        "prepend",
                                        "prependWithNoReply",
                                        "cas",
                                        "casWithNoReply",
                                        "delete",
                                        "deleteWithNoReply",
                                        "touch",
                                        "incr",
                                        "incrWithNoReply",
                                        "decr",
                                        "decrWithNoReply",
                                        "flushAll",
                                        "flushAllWithNoReply")),
                        PACKAGE + "OperationAdvice")
                .advice(named("sendCommand").and(takesArguments(1)), PACKAGE + "SendAdvice"));
    }
}
