// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Weaves every class that implements an interface. */
public final class HandlerInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-handler";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(
                TypeInstrumentation.subtypesOf("toylib.Handler").advice(named("handle"), HandleAdvice.class.getName()));
    }

    static final class HandleAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static TraceContext enter(@Advice.Argument(0) String request) {
            return ToyCalls.start("toy handle", request);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter TraceContext context, @Advice.Thrown Throwable thrown) {
            ToyCalls.end(context, thrown);
        }
    }
}
