// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.Lines;
import dapper.javaagent.match.LoadedTypes;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes of an instrumentation in the class loader of its library.
 *
 * <p>A class cannot be defined without its supertypes, so the JVM loads them while the woven class is still being
 * loaded. That is harmless unless they extend or implement that class: loading it a second time inside its own loading
 * would make the first attempt fail. In that case the caller must try again later.
 *
 * <p>Several threads may define the same classes at the same time: each tries all of them and treats a class that is
 * already defined as a success. So all classes are defined when a call returns, and no thread waits while it holds a
 * class loading lock.
 */
public final class ClassInjector implements LoadedTypes {
    private final ClassLoader agentLoader;
    private final ClassBytes classBytes;
    private final Reentrance reentrance;
    private final JavaModules modules;
    private final Set<String> injected = ConcurrentHashMap.newKeySet();

    private volatile @Nullable ClassDefiner definer;

    /** Classes whose loading this thread has interrupted for an injection; sets within sets when injections nest. */
    private static final ThreadLocal<@Nullable Set<String>> BEING_LOADED = new ThreadLocal<>();

    public ClassInjector(ClassLoader agentLoader, ClassBytes classBytes, JavaModules modules, Reentrance reentrance) {
        this.classBytes = classBytes;
        this.agentLoader = agentLoader;
        this.modules = modules;
        this.reentrance = reentrance;
    }

    /** Does the slow part early: opening a module. Not on the thread that starts the JVM. */
    public void prepare() {
        definer();
    }

    /** Makes the definer; several threads may. */
    private ClassDefiner definer() {
        ClassDefiner ready = definer;
        if (ready == null) {
            ready = new ClassDefiner(modules);
            definer = ready;
        }
        return ready;
    }

    /** Null also until this is ready, because the thread that starts the JVM does not wait for that. */
    @Override
    public @Nullable Class<?> find(ClassLoader loader, String internalName) {
        ClassDefiner ready = definer;
        try {
            return ready == null ? null : ready.loaded(loader, internalName.replace('/', '.'));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /**
     * @param internalNames supertypes first
     * @param loading the class that is being loaded, null if it is loaded already
     */
    void inject(ClassLoader loader, List<String> internalNames, @Nullable String loading) throws Throwable {
        Set<String> outer = BEING_LOADED.get();
        Set<String> all = outer == null ? new HashSet<String>() : new HashSet<>(outer);
        if (loading != null) {
            all.add(loading);
        }
        BEING_LOADED.set(all);
        try {
            SuperTypes superTypes = new SuperTypes(agentLoader, loader, classBytes);
            for (String internalName : internalNames) {
                if (superTypes.isBelowAny(internalName, all)) {
                    throw new TooEarlyException(internalName + " extends a class that is being loaded");
                }
                define(loader, internalName);
            }
        } finally {
            if (outer == null) {
                BEING_LOADED.remove();
            } else {
                BEING_LOADED.set(outer);
            }
        }
    }

    /** Defines one class whose supertypes are defined, unless the loader has it already. */
    Class<?> define(ClassLoader loader, String internalName) throws Throwable {
        String name = internalName.replace('/', '.');
        ClassDefiner definer = definer();
        Class<?> loaded = definer.loaded(loader, name);
        if (loaded != null) {
            return loaded;
        }
        byte[] classFile = classFile(internalName);
        injected.add(internalName);
        boolean busy = reentrance.suspend();
        try {
            return definer.define(loader, name, classFile);
        } catch (LinkageError e) {
            loaded = definer.loaded(loader, name);
            if (loaded == null) {
                throw e;
            }
            return loaded;
        } finally {
            reentrance.resume(busy);
        }
    }

    /** Returns whether the class is an injected one. Those are not woven, regardless of their supertypes. */
    public boolean isInjected(String internalName) {
        return injected.contains(internalName);
    }

    private byte[] classFile(String internalName) throws Exception {
        InputStream stream = agentLoader.getResourceAsStream(internalName + ".class");
        if (stream == null) {
            throw new IllegalStateException("the agent has no class " + internalName);
        }
        return Lines.bytes(stream);
    }
}
