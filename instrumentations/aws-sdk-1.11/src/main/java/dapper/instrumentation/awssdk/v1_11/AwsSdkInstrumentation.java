// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

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

/** One span per call of an API, and one per message of SQS that a loop of the application works on. */
public final class AwsSdkInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.awssdk.v1_11.";
    private static final String SDK = "com.amazonaws.";
    private static final String REQUEST = SDK + "Request";

    @Override
    public String name() {
        return "aws-sdk-1.11";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(SDK + "AmazonWebServiceClient")
                        .advice(
                                named("beforeMarshalling")
                                        .and(takesArguments(1))
                                        .and(returns(named(SDK + "AmazonWebServiceRequest"))),
                                PACKAGE + "MarshalAdvice")
                        .advice(named("endClientExecution").and(takesArguments(3)), PACKAGE + "UnsentAdvice"),
                TypeInstrumentation.named(SDK + "http.AmazonHttpClient")
                        .advice(
                                named("execute")
                                        .and(isPublic())
                                        .and(takesArguments(4))
                                        .and(takesArgument(0, named(REQUEST))),
                                PACKAGE + "CallAdvice")
                        .advice(
                                named("executeOneRequest").and(takesArgument(0, named(REQUEST))),
                                PACKAGE + "AttemptAdvice"),
                // Later versions have one object per call.
                TypeInstrumentation.named(SDK + "http.AmazonHttpClient$RequestExecutor")
                        .advice(named("execute").and(takesNoArguments()), PACKAGE + "ExecutorCallAdvice")
                        .advice(named("executeOneRequest"), PACKAGE + "ExecutorAttemptAdvice"),
                TypeInstrumentation.named(SDK + "services.sqs.model.ReceiveMessageResult")
                        .advice(
                                named("getMessages").and(takesNoArguments()).and(returns(List.class)),
                                PACKAGE + "MessagesAdvice"));
    }
}
