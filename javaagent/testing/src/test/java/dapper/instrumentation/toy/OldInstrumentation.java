// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Weaves a class compiled for Java 5, which the test generates. */
public final class OldInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-old";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toymade.Old").advice(named("call"), CallAdvice.class.getName()));
    }

    static final class CallAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static TraceContext enter() {
            return ToyCalls.start("old call", "none");
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter TraceContext context, @Advice.Thrown Throwable thrown) {
            ToyCalls.end(context, thrown);
        }
    }
}
