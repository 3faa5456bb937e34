// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.bootstrap.AdviceErrors;
import dapper.javaagent.inject.Applicability;
import dapper.javaagent.inject.ClassInjector;
import dapper.javaagent.inject.JavaModules;
import dapper.javaagent.inject.Reentrance;
import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.InstrumentationIndex;
import dapper.javaagent.match.InstrumentationLog;
import dapper.javaagent.match.LoadedHierarchy;
import dapper.javaagent.match.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The weaving of one JVM: started once by the agent, or by a test. */
public final class Weaving implements Instrumentations {
    private final List<Class<?>> loadedBefore;
    private final InstrumentationIndex index;
    private final ClassBytes classBytes;
    private final ClassInjector injector;
    private final Retransformation retransformation;
    private final FailingAdvice failingAdvice;
    private final WovenClasses wovenClasses;

    private Weaving(
            List<Class<?>> loadedBefore,
            InstrumentationIndex index,
            ClassBytes classBytes,
            ClassInjector injector,
            Retransformation retransformation,
            FailingAdvice failingAdvice,
            WovenClasses wovenClasses) {
        this.loadedBefore = loadedBefore;
        this.index = index;
        this.classBytes = classBytes;
        this.injector = injector;
        this.retransformation = retransformation;
        this.failingAdvice = failingAdvice;
        this.wovenClasses = wovenClasses;
    }

    /**
     * Installs the transformer; when this returns, every class loaded from now on is checked. {@link #weaveLoaded()}
     * handles those loaded before.
     *
     * @param agentLoader holds the index, the definitions and the advice
     * @param dumpDirectory folder for copies of woven classes, null for none
     */
    public static Weaving start(
            Instrumentation jvm,
            ClassLoader agentLoader,
            Selection selection,
            @Nullable String dumpDirectory,
            InstrumentationLog log)
            throws IOException {
        InputStream stream = agentLoader.getResourceAsStream(InstrumentationIndex.RESOURCE);
        if (stream == null) {
            throw new IOException("the agent's jar has no " + InstrumentationIndex.RESOURCE);
        }
        InstrumentationIndex index = InstrumentationIndex.read(stream, selection);
        JavaModules modules = JavaModules.ofThisJvm(jvm);
        Reentrance reentrance = new Reentrance();
        Retransformation retransformation = new Retransformation(jvm, index, log);
        WovenClasses wovenClasses = new WovenClasses();
        ClassBytes classBytes = new ClassBytes(agentLoader.getParent());
        ClassInjector injector = new ClassInjector(agentLoader, classBytes, modules, reentrance);
        ClassWeaver weaver = new ClassWeaver(
                agentLoader,
                classBytes,
                modules,
                new Applicability(agentLoader, classBytes, injector, log),
                wovenClasses,
                retransformation,
                new ClassFileDump(dumpDirectory, log));
        WeavingTransformer transformer = new WeavingTransformer(
                index,
                selection.exclusions(),
                classBytes,
                weaver,
                injector,
                reentrance,
                retransformation,
                log,
                agentLoader);
        FailingAdvice failingAdvice = new FailingAdvice(index, wovenClasses, retransformation, log);
        AdviceErrors.listen(failingAdvice);
        jvm.addTransformer(modules.transformer(transformer), true);
        List<Class<?>> loadedBefore = alreadyLoaded(jvm, index, transformer, agentLoader);
        return new Weaving(loadedBefore, index, classBytes, injector, retransformation, failingAdvice, wovenClasses);
    }

    /**
     * Weaves the targets that were loaded before the transformer was installed. Before main these are a few of the
     * JDK's, and weaving them loads Byte Buddy with its hundreds of classes: work for a background thread. Call it
     * once.
     */
    public void weaveLoaded() {
        if (!AotTraining.isRunning()) {
            // Class loaders first: once woven, they let their classes see the names in woven code.
            retransformation.retransform(takeClassLoaders(loadedBefore));
            retransformation.retransform(loadedBefore);
        }
        loadedBefore.clear();
    }

    private static List<Class<?>> takeClassLoaders(List<Class<?>> classes) {
        List<Class<?>> classLoaders = new ArrayList<>();
        for (Iterator<Class<?>> all = classes.iterator(); all.hasNext(); ) {
            Class<?> each = all.next();
            if (ClassLoader.class.isAssignableFrom(each)) {
                classLoaders.add(each);
                all.remove();
            }
        }
        return classLoaders;
    }

    @SuppressWarnings("ReferenceEquality") // class loaders are compared by identity
    private static List<Class<?>> alreadyLoaded(
            Instrumentation jvm, InstrumentationIndex index, WeavingTransformer transformer, ClassLoader agentLoader) {
        List<Class<?>> targets = new ArrayList<>();
        Set<String> exactNames = index.exactNames();
        LoadedHierarchy hierarchy = null;
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            String internalName = loaded.getName().replace('.', '/');
            ClassLoader loader = loaded.getClassLoader();
            if (exactNames.contains(internalName)) {
                targets.add(loaded);
            } else if (loader != null
                    && loader != agentLoader
                    && transformer.isHierarchyCandidate(loader, internalName)) {
                // In a running application there may be thousands; before main there is only our entry point.
                if (hierarchy == null && !isDoor(internalName)) {
                    hierarchy = new LoadedHierarchy(index);
                }
                if (hierarchy != null && hierarchy.isTarget(loaded)) {
                    targets.add(loaded);
                }
            }
        }
        return targets;
    }

    /** Our own classes in the application's loader. */
    private static boolean isDoor(String internalName) {
        return internalName.equals("dapper/javaagent/DapperAgent") || internalName.equals("dapper/javaagent/JdkTools");
    }

    /** Does the work that cannot be done while a class is being loaded; blocks until the thread is interrupted. */
    public void serve() {
        injector.prepare();
        retransformation.serve();
    }

    /** Receives the exceptions of woven code. */
    public AdviceErrors.Listener adviceErrors() {
        return failingAdvice;
    }

    /** Exceptions of one instrumentation so far. */
    public int adviceErrors(String instrumentation) {
        return failingAdvice.count(instrumentation);
    }

    @Override
    public List<InstrumentationState> states() {
        return InstrumentationState.all(index, failingAdvice, wovenClasses.counts());
    }

    @Override
    public long classFilesRead() {
        return classBytes.reads();
    }

    /** The number of classes that each instrumentation is woven into. */
    public Map<String, Integer> wovenClasses() {
        return wovenClasses.counts();
    }
}
