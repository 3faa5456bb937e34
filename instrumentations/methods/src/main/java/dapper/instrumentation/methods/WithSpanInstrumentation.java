// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static net.bytebuddy.matcher.ElementMatchers.hasParameters;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.whereAny;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.MethodRules;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/**
 * One span per call of a method with {@code @WithSpan} of OpenTelemetry, in its present or its former package. The
 * arguments are read only if one of them is annotated.
 */
public final class WithSpanInstrumentation implements Instrumentation {
    static final String[] WITH_SPAN = inBothPackages("WithSpan");
    static final String[] SPAN_ATTRIBUTE = inBothPackages("SpanAttribute");

    /** OpenTelemetry's name: the property of the excluded methods has it too. */
    @Override
    public String name() {
        return "opentelemetry-instrumentation-annotations";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return types(MethodRules.NONE);
    }

    @Override
    public List<TypeInstrumentation> types(MethodRules rules) {
        return Collections.singletonList(Advices.addTo(
                TypeInstrumentation.annotatedWith(WITH_SPAN),
                hasParameters(whereAny(isAnnotatedWith(namedOneOf(SPAN_ATTRIBUTE)))),
                classFile -> new AnnotatedMethods(classFile, rules).numbers()));
    }

    private static String[] inBothPackages(String annotation) {
        return new String[] {
            "io.opentelemetry.instrumentation.annotations." + annotation,
            "io.opentelemetry.extension.annotations." + annotation
        };
    }
}
