// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a class is below of. Called for every class that is loaded, on the threads that load; it holds no lock.
 *
 * <p>It reads no class file but the one at hand, because a class loader may do anything to find one: calls over HTTP,
 * queries, locks. The super types are loaded instead, a moment before the JVM would load them for this class: see {@link
 * SuperTypeLoading}. What is not below anything of interest, nearly everything, goes to the {@link NoMatchCache}. Types of
 * the JDK are never looked at, since the index names all of them that count.
 */
final class Hierarchy {
    private final InstrumentationIndex index;
    private final SuperTypeLoading loading;
    private final NoMatchCache noMatches = new NoMatchCache();
    private final WeakLoaderMap<ConcurrentMap<String, Target[]>> matches =
            new WeakLoaderMap<ConcurrentMap<String, Target[]>>() {
                @Override
                ConcurrentMap<String, Target[]> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    Hierarchy(InstrumentationIndex index, SuperTypeLoading loading) {
        this.index = index;
        this.loading = loading;
    }

    /**
     * What the class itself matches; nothing for an interface, although its subtypes may.
     *
     * @param redefined the class if it is loaded already, with all its super types
     */
    Target[] match(@Nullable ClassLoader loader, String internalName, @Nullable Class<?> redefined, byte[] classFile) {
        ClassOutline outline = new ClassOutline(classFile);
        Target[] targets = Target.union(
                index.below(internalName),
                redefined == null ? above(loader, internalName, outline) : aboveLoaded(redefined));
        if (!outline.isFinal()) {
            remember(loader, internalName, targets);
        }
        return outline.isInterface() ? Target.NONE : targets;
    }

    private Target[] above(@Nullable ClassLoader loader, String internalName, ClassOutline outline) {
        String[] superTypes = outline.superTypes();
        @Nullable Class<?>[] loaded = loading.load(loader, internalName, superTypes, lastUnknown(loader, superTypes));
        Target[] targets = Target.NONE;
        for (int i = 0; i < superTypes.length; i++) {
            targets = Target.union(targets, atOrAbove(loader, superTypes[i], i < loaded.length ? loaded[i] : null));
        }
        return targets;
    }

    /** The last that has to be loaded, with all before it, since they are loaded in their order; -1 for none. */
    private int lastUnknown(@Nullable ClassLoader loader, String[] superTypes) {
        int last = superTypes.length - 1;
        while (last >= 0 && (JdkTypes.contains(superTypes[last]) || known(loader, superTypes[last]) != null)) {
            last--;
        }
        return last;
    }

    /** @param loaded null if it is known, or if it cannot be loaded: then the JVM will not load the class either */
    private Target[] atOrAbove(@Nullable ClassLoader loader, String internalName, @Nullable Class<?> loaded) {
        if (JdkTypes.contains(internalName)) {
            return index.below(internalName);
        }
        Target[] known = known(loader, internalName);
        if (known != null) {
            return known;
        }
        if (loaded == null) {
            return index.below(internalName);
        }
        Target[] targets = atOrAboveLoaded(loaded);
        remember(loader, internalName, targets);
        return targets;
    }

    private Target[] atOrAboveLoaded(Class<?> type) {
        String internalName = type.getName().replace('.', '/');
        if (JdkTypes.contains(internalName)) {
            return index.below(internalName);
        }
        ClassLoader loader = AccessController.doPrivileged(new LoaderOf(type));
        Target[] known = known(loader, internalName);
        if (known != null) {
            return known;
        }
        Target[] targets = Target.union(index.below(internalName), aboveLoaded(type));
        remember(loader, internalName, targets);
        return targets;
    }

    /** Super types of a loaded class are loaded too, so nothing is loaded here. */
    private Target[] aboveLoaded(Class<?> type) {
        Class<?> superClass = type.getSuperclass();
        Target[] targets = superClass == null ? Target.NONE : atOrAboveLoaded(superClass);
        for (Class<?> each : type.getInterfaces()) {
            targets = Target.union(targets, atOrAboveLoaded(each));
        }
        return targets;
    }

    private Target @Nullable [] known(@Nullable ClassLoader loader, String internalName) {
        if (noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        ConcurrentMap<String, Target[]> ofLoader = matches.find(loader);
        return ofLoader == null ? null : ofLoader.get(internalName);
    }

    private void remember(@Nullable ClassLoader loader, String internalName, Target[] targets) {
        if (targets.length == 0) {
            noMatches.add(loader, internalName);
        } else {
            matches.get(loader).put(internalName, targets);
        }
    }

    /** An application may run under a security manager that lets it do nothing. */
    private static final class LoaderOf implements PrivilegedAction<@Nullable ClassLoader> {
        private final Class<?> type;

        LoaderOf(Class<?> type) {
            this.type = type;
        }

        @Override
        public @Nullable ClassLoader run() {
            return type.getClassLoader();
        }
    }
}
