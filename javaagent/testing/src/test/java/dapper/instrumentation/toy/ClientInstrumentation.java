// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.bootstrap.TraceContext;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;
import toylib.Client;

/** An exact target, with an injected class that implements an interface of the library. */
public final class ClientInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-client";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toylib.Client")
                .advice(isConstructor(), ConstructorAdvice.class.getName())
                .advice(named("call"), CallAdvice.class.getName()));
    }

    static final class ConstructorAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Client client) {
            client.addListener(new CountingListener());
        }
    }

    static final class CallAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static TraceContext enter(@Advice.Argument(0) String request) {
            return ToyCalls.start("toy call", request);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter TraceContext context, @Advice.Thrown Throwable thrown) {
            ToyCalls.end(context, thrown);
        }
    }
}
