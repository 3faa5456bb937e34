// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Names a class of a loader without keeping either alive. */
final class ClassName {
    private final @Nullable WeakReference<ClassLoader> loader;
    private final String dotted;

    ClassName(@Nullable ClassLoader loader, String internalName) {
        this.loader = loader == null ? null : new WeakReference<>(loader);
        this.dotted = internalName.replace('/', '.');
    }

    String dotted() {
        return dotted;
    }

    boolean isStale() {
        return loader != null && loader.get() == null;
    }

    @SuppressWarnings("ReferenceEquality") // class loaders are compared by identity
    boolean names(Class<?> loaded) {
        return (loader == null ? null : loader.get()) == loaded.getClassLoader()
                && loaded.getName().equals(dotted);
    }
}
