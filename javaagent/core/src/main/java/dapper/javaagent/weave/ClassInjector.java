// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes of an instrumentation in the class loader of its library.
 *
 * <p>A class cannot be defined without its super types, so the JVM loads them, while the class that is woven is being
 * loaded. That is harmless unless they are below that very class: loading it a second time inside its own loading would
 * make the first attempt fail. Then the caller has to come back later.
 *
 * <p>Several threads may define the same classes at once: each tries all of them and takes "somebody was faster" for
 * success, so that whoever returns knows that all are there, and nobody waits while holding a class loading lock.
 */
final class ClassInjector {
    private final ClassLoader agentLoader;
    private final Reentrance reentrance;
    private final Method defineClass;
    private final Method findLoadedClass;
    private final Set<String> injected = ConcurrentHashMap.newKeySet();

    /** Classes whose loading this thread has interrupted for an injection; sets within sets when injections nest. */
    private static final ThreadLocal<@Nullable Set<String>> BEING_LOADED = new ThreadLocal<>();

    ClassInjector(ClassLoader agentLoader, JavaModules modules, Reentrance reentrance) {
        this.agentLoader = agentLoader;
        this.reentrance = reentrance;
        modules.openClassLoader();
        try {
            defineClass = ClassLoader.class.getDeclaredMethod(
                    "defineClass", String.class, byte[].class, int.class, int.class, ProtectionDomain.class);
            findLoadedClass = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        defineClass.setAccessible(true);
        findLoadedClass.setAccessible(true);
    }

    /**
     * @param internalNames super types first
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
            SuperTypes superTypes = new SuperTypes(agentLoader, loader);
            for (String internalName : internalNames) {
                if (superTypes.isBelowAny(internalName, all)) {
                    throw new TooEarlyException(internalName + " extends a class that is being loaded");
                }
                inject(loader, internalName);
            }
        } finally {
            if (outer == null) {
                BEING_LOADED.remove();
            } else {
                BEING_LOADED.set(outer);
            }
        }
    }

    private void inject(ClassLoader loader, String internalName) throws Throwable {
        String name = internalName.replace('/', '.');
        if (isLoaded(loader, name)) {
            return;
        }
        byte[] classFile = classFile(internalName);
        injected.add(internalName);
        boolean busy = reentrance.suspend();
        try {
            defineClass.invoke(loader, name, classFile, 0, classFile.length, null);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof LinkageError) || !isLoaded(loader, name)) {
                throw e.getCause() == null ? e : e.getCause();
            }
        } finally {
            reentrance.resume(busy);
        }
    }

    /** Whether the class is one of ours, which are not woven, whatever they are below. */
    boolean isInjected(String internalName) {
        return injected.contains(internalName);
    }

    private boolean isLoaded(ClassLoader loader, String name) throws ReflectiveOperationException {
        @Nullable Object loaded = findLoadedClass.invoke(loader, name);
        return loaded != null;
    }

    private byte[] classFile(String internalName) throws Exception {
        InputStream stream = agentLoader.getResourceAsStream(internalName + ".class");
        if (stream == null) {
            throw new IllegalStateException("the agent has no class " + internalName);
        }
        return Lines.bytes(stream);
    }
}
