// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import dapper.javaagent.api.MethodNumbers;
import dapper.javaagent.api.TypeInstrumentation;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** The advice of both instrumentations, for all methods that have a number. The first one that matches a method counts. */
final class Advices {
    private static final String PACKAGE = "dapper.instrumentation.methods.";
    private static final String FUTURES = "java.util.concurrent.";

    private Advices() {}

    static TypeInstrumentation addTo(TypeInstrumentation type, MethodNumbers numbers) {
        ElementMatcher<MethodDescription> stages =
                returns(namedOneOf(FUTURES + "CompletableFuture", FUTURES + "CompletionStage"));
        return type.tracing(stages, PACKAGE + "StageAdvice", numbers).tracing(any(), PACKAGE + "MethodAdvice", numbers);
    }

    /** @param withAttributes methods whose arguments are read */
    static TypeInstrumentation addTo(
            TypeInstrumentation type, ElementMatcher<MethodDescription> withAttributes, MethodNumbers numbers) {
        return addTo(type.tracing(withAttributes, PACKAGE + "ArgumentsAdvice", numbers), numbers);
    }
}
