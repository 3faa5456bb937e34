// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Class loaders with their own rules of delegation, such as those of OSGi and JBoss Modules. The JVM resolves a name by
 * {@code loadClass(String)}, whose only other form is {@code loadClass(String, boolean)}; a class loader that overrides
 * neither delegates to its parent, and the JDK's own class loaders all end at the boot class path.
 */
public final class ClassLoaderInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "class-loaders";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                withAdvice(TypeInstrumentation.subtypesOf("java.lang.ClassLoader")),
                // In packages whose supertypes are never looked up. Both define copies of classes that their parents
                // have.
                withAdvice(TypeInstrumentation.named(
                        "org.springframework.core.OverridingClassLoader", "javassist.Loader")));
    }

    private static TypeInstrumentation withAdvice(TypeInstrumentation types) {
        return types.advice(
                named("loadClass")
                        .and(returns(Class.class))
                        .and(takesArgument(0, String.class))
                        .and(takesArguments(1).or(takesArguments(2).and(takesArgument(1, boolean.class)))),
                "dapper.instrumentation.classloaders.LoadClassAdvice");
    }
}
