// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;
import toylib.Optional;

/** For the versions of a library that have a class; the others have another instrumentation. */
public final class SplitInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-split";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("toylib.Split")
                .onlyWith("toylib.Optional")
                .advice(named("part"), PartAdvice.class.getName()));
    }

    static final class PartAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return(readOnly = false) String part) {
            part = part.concat(Optional.suffix());
        }
    }
}
