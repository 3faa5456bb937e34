// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Calls a subclass of the woven class. */
public final class BaseInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-base";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toylib.Base").advice(named("who"), WhoAdvice.class.getName()));
    }

    static final class WhoAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) String who) {
            who = Derived.NAME.concat(who);
        }
    }
}
