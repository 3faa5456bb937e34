// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.kotlincoroutines.v1_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import kotlin.coroutines.CoroutineContext;
import net.bytebuddy.asm.Advice;

/** Every builder of coroutines ({@code launch}, {@code async}, {@code runBlocking}, {@code produce}) makes its context here. */
public final class CoroutinesInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "kotlin-coroutines-1.3";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("kotlinx.coroutines.CoroutineContextKt")
                .advice(
                        named("newCoroutineContext")
                                .and(takesArguments(2))
                                .and(takesArgument(0, named("kotlinx.coroutines.CoroutineScope"))),
                        CoroutinesInstrumentation.class.getName() + "$NewContextAdvice"));
    }

    static final class NewContextAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) CoroutineContext context) {
            context = ContextElement.addTo(context);
        }
    }
}
