// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** The protected methods of {@link ClassLoader} that define classes, opened to the agent only. */
final class ClassDefiner {
    private static final int CALLS_UNTIL_COMPILED = 17;

    private final Method defineClass;
    private final Method findLoadedClass;

    ClassDefiner(JavaModules modules) {
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
        prepareCalls();
    }

    /** The JVM compiles a reflective call when it is made the first or, before Java 18, the sixteenth time. */
    private void prepareCalls() {
        try {
            for (int i = 0; i < CALLS_UNTIL_COMPILED; i++) {
                loaded(ClassLoader.getSystemClassLoader(), ClassDefiner.class.getName());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns null if the JVM has not requested the class from the loader yet. */
    @Nullable
    Class<?> loaded(ClassLoader loader, String name) throws ReflectiveOperationException {
        return (Class<?>) findLoadedClass.invoke(loader, name);
    }

    /** @throws LinkageError if the loader has such a class already, or lacks a supertype */
    Class<?> define(ClassLoader loader, String name, byte[] classFile) throws Throwable {
        try {
            return (Class<?>) defineClass.invoke(loader, name, classFile, 0, classFile.length, null);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
