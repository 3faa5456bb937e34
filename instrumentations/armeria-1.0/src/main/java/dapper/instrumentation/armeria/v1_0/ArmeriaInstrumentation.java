// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.armeria.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Names the server's span after the route that Armeria chose, and records the exceptions of services. No spans are made. */
public final class ArmeriaInstrumentation implements Instrumentation {
    private static final String ADVICE = ArmeriaInstrumentation.class.getName() + '$';
    private static final String LIBRARY = "com.linecorp.armeria.";

    @Override
    public String name() {
        return "armeria-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(LIBRARY + "server.DefaultServiceRequestContext")
                        .advice(isConstructor(), ADVICE + "CreatedAdvice"),
                TypeInstrumentation.named(LIBRARY + "internal.server.DefaultServiceRequestContext") // in newer versions
                        .advice(isConstructor(), ADVICE + "CreatedAdvice"),
                TypeInstrumentation.named(LIBRARY + "common.logging.DefaultRequestLog")
                        .advice(named("responseHeaders").and(takesArguments(1)), ADVICE + "AnswerAdvice"),
                TypeInstrumentation.named(LIBRARY + "server.DefaultServerErrorHandler")
                        .advice(named("onServiceException").and(takesArguments(2)), ADVICE + "ErrorAdvice"),
                TypeInstrumentation.named(LIBRARY + "internal.server.annotation.DefaultExceptionHandler")
                        .advice(named("handleException").and(takesArguments(3)), ADVICE + "AnnotatedErrorAdvice"),
                TypeInstrumentation.named(LIBRARY + "server.HttpServerHandler")
                        .advice(
                                named("respond")
                                        .and(takesArguments(5))
                                        .and(takesArgument(2, named(LIBRARY + "common.HttpStatus"))),
                                ADVICE + "ThrownAdvice"),
                TypeInstrumentation.named(LIBRARY + "server.HttpResponseSubscriber")
                        .advice(named("failAndRespond").and(takesArguments(4)), ADVICE + "FailedAdvice"));
    }

    static final class CreatedAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This(typing = Assigner.Typing.DYNAMIC) ServiceRequestContext context) {
            ServedRequests.created(context);
        }
    }

    /** Called before the head of a response is written, for servers and for clients. */
    static final class AnswerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue("ctx") RequestContext context, @Advice.Argument(0) ResponseHeaders response) {
            ServedRequests.answering(context, response);
        }
    }

    /** An exception that no handler of the application turned into a response, from 1.13 on. */
    static final class ErrorAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ServiceRequestContext context, @Advice.Argument(1) Throwable error) {
            ServedRequests.failed(context, error);
        }
    }

    /** The same of a service with annotations, before 1.13. */
    static final class AnnotatedErrorAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ServiceRequestContext context, @Advice.Argument(2) Throwable error) {
            ServedRequests.failed(context, error);
        }
    }

    /** A service threw an exception, in old versions: the description of the answer comes after the answer. */
    static final class ThrownAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(1) ServiceRequestContext context,
                @Advice.Argument(2) HttpStatus status,
                @Advice.Argument(4) @Nullable Throwable error) {
            if (error != null) {
                ServedRequests.failed(context, error);
                ServedRequests.answering(context, status.code());
            }
        }
    }

    /** The response of a service ended with an exception, in old versions. */
    static final class FailedAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue(value = "reqCtx", typing = Assigner.Typing.DYNAMIC) ServiceRequestContext context,
                @Advice.Argument(0) Throwable error) {
            ServedRequests.failed(context, error);
        }
    }
}
