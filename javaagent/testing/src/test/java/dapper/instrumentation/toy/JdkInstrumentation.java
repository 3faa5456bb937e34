// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.instrumentation.toy.boot.Registrations;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Weaves a class of java.base, whose advice can only call a boot class. */
public final class JdkInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "toy-jdk";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.named("java.util.concurrent.Phaser")
                .advice(named("register").and(takesNoArguments()), RegisterAdvice.class.getName()));
    }

    static final class RegisterAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            Registrations.count();
        }
    }
}
