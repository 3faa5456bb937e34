// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v2_2;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One span per call of an API, and one per message of SQS that a loop of the application works on. Every client gets an interceptor of the SDK when it is built. */
public final class AwsSdkInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.awssdk.v2_2.";
    private static final String CORE = "software.amazon.awssdk.core.";
    private static final String STAGES = CORE + "internal.http.pipeline.stages.";

    @Override
    public String name() {
        return "aws-sdk-2.2";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CORE + "client.builder.SdkDefaultClientBuilder")
                        .advice(
                                named("resolveExecutionInterceptors")
                                        .and(takesArguments(1))
                                        .and(returns(List.class)),
                                PACKAGE + "InterceptorsAdvice"),
                TypeInstrumentation.named(STAGES + "MakeHttpRequestStage", STAGES + "MakeAsyncHttpRequestStage")
                        .advice(
                                named("execute")
                                        .and(isPublic())
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named(CORE + "internal.http.RequestExecutionContext"))),
                                PACKAGE + "RequestAdvice"),
                TypeInstrumentation.named(CORE + "interceptor.ExecutionInterceptorChain")
                        .advice(
                                named("afterExecution").and(isPublic()).and(takesArguments(2)),
                                PACKAGE + "AnsweredAdvice"),
                TypeInstrumentation.named("software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse")
                        .advice(
                                named("messages").and(takesNoArguments()).and(returns(List.class)),
                                PACKAGE + "MessagesAdvice"),
                TypeInstrumentation.named("software.amazon.awssdk.http.nio.netty.internal.NettyRequestExecutor")
                        .advice(named("execute").and(takesNoArguments()), PACKAGE + "ConnectAdvice")
                        .advice(named("makeRequest").and(takesNoArguments()), PACKAGE + "ConnectedAdvice"));
    }
}
