// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;
import toylib.Optional;

/** Needs a class that only newer versions of its library have. */
public final class GreeterInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-greeter";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toylib.Greeter").advice(named("greet"), GreetAdvice.class.getName()));
    }

    static final class GreetAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) String greeting) {
            greeting = greeting.concat(Optional.suffix());
        }
    }
}
