// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isTypeInitializer;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dapper.javaagent.api.MethodNumbers;
import dapper.javaagent.match.ClassBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.Implementation.Context.FrameGeneration;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes advice into the methods of a class. Every type is described from its class file and none is loaded; methods,
 * fields and supertypes of the class stay unchanged.
 */
final class AdviceInliner {
    private static final int NO_FLAGS = 0;

    private static final ElementMatcher.Junction<MethodDescription> HAS_CODE_OF_ITS_OWN =
            not(isAbstract()).and(not(isNative())).and(not(isBridge())).and(not(isTypeInitializer()));

    private final ClassLoader agentLoader;
    private final ClassBytes classBytes;

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
        List<AsmVisitorWrapper> visitors = new ArrayList<>(advice.size());
        TracedMethods traced = new TracedMethods(classFile);
        for (AdviceToWeave each : advice) {
            MethodNumbers numbers = each.methodAdvice.numbers();
            ElementMatcher.Junction<MethodDescription> methods = HAS_CODE_OF_ITS_OWN.and(each.methodAdvice.methods());
            if (numbers != null) {
                methods = traced.add(methods, numbers);
            }
            if (!type.getDeclaredMethods().filter(methods).isEmpty()) {
                visitors.add(visitor(each, methods, traced, types, classFiles));
            }
        }
        return visitors.isEmpty() ? null : rewrite(classFile, type, types, visitors);
    }

    /**
     * Calls the visitors without Byte Buddy's builder of classes, which is for classes with new members and brings a
     * third of Byte Buddy's classes. Advice writes the frames and the sizes of the stack itself, and methods without
     * advice are copied as they are.
     */
    private static byte[] rewrite(
            byte[] classFile, TypeDescription type, TypePool types, List<AsmVisitorWrapper> visitors) {
        ClassReader reader = OpenedClassReader.of(classFile);
        ClassWriter writer = new ClassWriter(reader, NO_FLAGS);
        Implementation.Context context = context(type, ClassFileVersion.ofClassFile(classFile));
        ClassVisitor visitor = writer;
        for (AsmVisitorWrapper each : visitors) {
            visitor = each.wrap(
                    type,
                    visitor,
                    context,
                    types,
                    type.getDeclaredFields(),
                    type.getDeclaredMethods(),
                    NO_FLAGS,
                    NO_FLAGS);
        }
        reader.accept(visitor, NO_FLAGS);
        return writer.toByteArray();
    }

    private static Implementation.Context context(TypeDescription type, ClassFileVersion version) {
        return Implementation.Context.Disabled.Factory.INSTANCE.make(
                type,
                new AuxiliaryType.NamingStrategy.Enumerating("unused"),
                TypeInitializer.None.INSTANCE,
                version,
                version,
                version.isAtLeast(ClassFileVersion.JAVA_V6) ? FrameGeneration.GENERATE : FrameGeneration.DISABLED);
    }

    private static AsmVisitorWrapper visitor(
            AdviceToWeave each,
            ElementMatcher<MethodDescription> methods,
            TracedMethods traced,
            TypePool types,
            ClassFileLocator classFiles) {
        TypeDescription adviceType =
                types.describe(each.methodAdvice.adviceClass()).resolve();
        Advice.WithCustomMapping mapping = Advice.withCustomMapping();
        if (each.methodAdvice.numbers() != null) {
            mapping = mapping.bind(traced);
        }
        Advice advice = mapping.to(adviceType, classFiles)
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
