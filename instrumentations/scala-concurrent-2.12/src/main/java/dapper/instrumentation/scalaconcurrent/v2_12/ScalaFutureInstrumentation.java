// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.scalaconcurrent.v2_12;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** The futures of Scala: each operation that follows a future is one object, which gets a function. */
public final class ScalaFutureInstrumentation implements Instrumentation {
    /** A class that 2.11 lacks: its functions are no interfaces of Java 8. */
    private static final String SINCE_2_12 = "scala.concurrent.Future$never$";

    private static final ElementMatcher.Junction<MethodDescription> MAKES_OPERATION =
            isConstructor().and(takesArgument(1, named("scala.Function1")));

    @Override
    public String name() {
        return "scala-concurrent-2.12";
    }

    @Override
    public List<TypeInstrumentation> types() {
        String advice = ScalaFutureInstrumentation.class.getName() + "$OperationAdvice";
        return Arrays.asList(
                TypeInstrumentation.named("scala.concurrent.impl.CallbackRunnable")
                        .onlyWith(SINCE_2_12)
                        .advice(MAKES_OPERATION.and(takesArguments(2)), advice),
                // From 2.13 on.
                TypeInstrumentation.named("scala.concurrent.impl.Promise$Transformation")
                        .advice(MAKES_OPERATION.and(takesArguments(3)), advice));
    }

    static final class OperationAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Function1<?, ?> function) {
            function = ContextFunction.of(function);
        }
    }
}
