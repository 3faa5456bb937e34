// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dapper.javaagent.match.ClassBytes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Writes advice into the methods of a class. Every type is described from its class file and none is loaded; methods,
 * fields and supertypes of the class stay unchanged.
 */
final class AdviceInliner {
    private static final ElementMatcher.Junction<MethodDescription> HAS_CODE_OF_ITS_OWN =
            not(isAbstract()).and(not(isNative())).and(not(isBridge())).and(not(isTypeInitializer()));

    private final ClassLoader agentLoader;
    private final ClassBytes classBytes;
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    AdviceInliner(ClassLoader agentLoader, ClassBytes classBytes) {
        this.agentLoader = agentLoader;
        this.classBytes = classBytes;
    }

    /** Returns null if no method of the class matches any of the advice. */
    byte @Nullable [] inline(
            List<AdviceToWeave> advice, @Nullable ClassLoader loader, String internalName, byte[] classFile) {
        ClassFileLocator classFiles =
                new ClassFiles(internalName, classFile, packages(advice), agentLoader, loader, classBytes);
        TypePool types = new TypePool.Default.WithLazyResolution(
                new TypePool.CacheProvider.Simple(), classFiles, TypePool.Default.ReaderMode.FAST);
        TypeDescription type = types.describe(internalName.replace('/', '.')).resolve();
        DynamicType.Builder<?> builder = null;
        for (AdviceToWeave each : advice) {
            ElementMatcher<MethodDescription> methods = HAS_CODE_OF_ITS_OWN.and(each.methodAdvice.methods());
            if (!type.getDeclaredMethods().filter(methods).isEmpty()) {
                DynamicType.Builder<?> before = builder == null ? byteBuddy.decorate(type, classFiles) : builder;
                builder = before.visit(visitor(each, methods, types, classFiles));
            }
        }
        return builder == null
                ? null
                : builder.make(TypeResolutionStrategy.Disabled.INSTANCE, types).getBytes();
    }

    private static AsmVisitorWrapper visitor(
            AdviceToWeave each,
            ElementMatcher<MethodDescription> methods,
            TypePool types,
            ClassFileLocator classFiles) {
        TypeDescription adviceType =
                types.describe(each.methodAdvice.adviceClass()).resolve();
        Advice advice = Advice.to(adviceType, classFiles)
                .withAssigner(new CastingAssigner())
                .withExceptionHandler(new ErrorHandler(each.instrumentation.name()));
        return new AsmVisitorWrapper.ForDeclaredMethods().invokable(methods, advice);
    }

    private static String packages(List<AdviceToWeave> advice) {
        Set<String> prefixes = new TreeSet<>();
        for (AdviceToWeave each : advice) {
            prefixes.add(each.instrumentation.packagePrefix());
        }
        return String.join(" ", prefixes);
    }
}
