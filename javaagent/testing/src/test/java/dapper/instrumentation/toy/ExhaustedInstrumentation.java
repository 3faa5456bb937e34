// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Its advice fails like any code that runs out of memory. */
public final class ExhaustedInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-exhausted";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(
                TypeInstrumentation.named("toylib.Exhausted").advice(named("answer"), AnswerAdvice.class.getName()));
    }

    static final class AnswerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            throw new OutOfMemoryError("in an advice");
        }
    }
}
