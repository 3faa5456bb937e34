// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;
import toylib.Optional;

/** Needs a class that can be found but may fail to link. */
public final class FarewellInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-farewell";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toylib.Farewell").advice(named("say"), SayAdvice.class.getName()));
    }

    static final class SayAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) String farewell) {
            farewell = farewell.concat(Optional.suffix());
        }
    }
}
