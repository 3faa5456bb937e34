// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the targets that a class extends or implements, from class files. Called for every loaded class, on the loading
 * threads, so it loads nothing and holds no lock.
 *
 * <p>The JVM defines a supertype after the class that names it, so its class file is read through the loader's
 * resources, once. The class file of a loaded class is never read: a class without a match, which is nearly every class,
 * is remembered in the {@link NoMatchCache}, and one that was overwritten there is found among the loaded classes. Types
 * of the JDK are never read, because the index lists all of them that matter. Class loaders that fetch their classes
 * from another host ({@link RemoteLoaders}) get no request: their classes are matched again after they are loaded,
 * together with their supertypes.
 *
 * <p>The supertypes cannot be loaded here instead: the JVM does not pass classes to an agent that are loaded while the
 * agent is working on the same thread, so they would never be woven.
 */
public final class Hierarchy {
    /** Deeper than any real hierarchy; ends the walk through malicious class files that extend each other. */
    private static final int MAX_DEPTH = 64;

    private final InstrumentationIndex index;
    private final ClassBytes classBytes;
    private final LoadedTypes loadedTypes;
    private final RemoteLoaders remoteLoaders = new RemoteLoaders();
    private final NoMatchCache noMatches = new NoMatchCache();

    /** For all types that have targets, and for those that were read and are not loaded yet. */
    private final WeakLoaderMap<ConcurrentMap<String, Target[]>> matches =
            new WeakLoaderMap<ConcurrentMap<String, Target[]>>() {
                @Override
                protected ConcurrentMap<String, Target[]> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    public Hierarchy(InstrumentationIndex index, ClassBytes classBytes, LoadedTypes loadedTypes) {
        this.index = index;
        this.classBytes = classBytes;
        this.loadedTypes = loadedTypes;
    }

    /** Returns whether the class can only be matched after it is loaded. */
    public boolean mustWait(@Nullable ClassLoader loader, byte[] classFile) {
        if (!remoteLoaders.contains(loader)) {
            return false;
        }
        ClassOutline outline = new ClassOutline(classFile);
        for (String superType : outline.superTypes()) {
            if (!JdkTypes.contains(superType)) {
                return !outline.isInterface();
            }
        }
        return false;
    }

    /**
     * The matches of the class itself; none for an interface, although its subtypes may match.
     *
     * @param loaded the class if it is loaded already, with all its supertypes
     */
    public Target[] match(
            @Nullable ClassLoader loader, String internalName, @Nullable Class<?> loaded, ClassOutline outline) {
        Target[] targets = Target.union(
                index.below(internalName),
                loaded == null ? above(loader, outline, 0, index.isNeeded(internalName)) : aboveLoaded(loaded));
        // For a remote loader the result is incomplete until the class is loaded.
        if (!outline.isFinal() && (loaded != null || !remoteLoaders.contains(loader))) {
            remember(loader, internalName, targets);
        }
        return outline.isInterface() ? Target.NONE : targets;
    }

    /** @param needed whether weaving may need these types: an injected class has a subtype of theirs as its superclass */
    private Target[] above(@Nullable ClassLoader loader, ClassOutline outline, int depth, boolean needed) {
        Target[] targets = Target.NONE;
        for (String superType : outline.superTypes()) {
            targets = Target.union(targets, atOrAbove(loader, superType, depth, needed));
        }
        return targets;
    }

    private Target[] atOrAbove(@Nullable ClassLoader loader, String internalName, int depth, boolean neededBelow) {
        if (JdkTypes.contains(internalName)) {
            return index.below(internalName);
        }
        // In this order: a class that is being loaded moves from the one to the other.
        Target[] known = knownMatch(loader, internalName);
        if (known != null) {
            return known;
        }
        if (depth == MAX_DEPTH || noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        Class<?> loaded = loader == null ? null : loadedTypes.find(loader, internalName);
        if (loaded != null) {
            Target[] targets = atOrAboveLoaded(loaded);
            remember(loader, internalName, targets);
            return targets;
        }
        if (remoteLoaders.contains(loader)) {
            return index.below(internalName);
        }
        boolean needed = neededBelow || index.isNeeded(internalName);
        byte[] classFile = classBytes.peek(loader, internalName);
        Target[] targets = classFile == null
                ? Target.union(index.below(internalName), ofParents(loader, internalName))
                : Target.union(
                        index.below(internalName), above(loader, new ClassOutline(classFile), depth + 1, needed));
        if (targets.length > 0 || needed) {
            // Weaving needs it too.
            classBytes.remember(loader, internalName, classFile);
        }
        matches.get(loader).put(internalName, targets);
        return targets;
    }

    /** Supertypes of a loaded class are loaded too, so nothing is read here. */
    private Target[] aboveLoaded(Class<?> type) {
        Class<?> superClass = type.getSuperclass();
        Target[] targets = superClass == null ? Target.NONE : atOrAboveLoaded(superClass);
        for (Class<?> each : type.getInterfaces()) {
            targets = Target.union(targets, atOrAboveLoaded(each));
        }
        return targets;
    }

    private Target[] atOrAboveLoaded(Class<?> type) {
        String internalName = type.getName().replace('.', '/');
        if (JdkTypes.contains(internalName)) {
            return index.below(internalName);
        }
        ClassLoader loader = AccessController.doPrivileged(new LoaderOf(type));
        if (noMatches.contains(loader, internalName)) {
            return Target.NONE;
        }
        Target[] known = knownMatch(loader, internalName);
        if (known != null) {
            return known;
        }
        Target[] targets = Target.union(index.below(internalName), aboveLoaded(type));
        remember(loader, internalName, targets);
        return targets;
    }

    private Target @Nullable [] knownMatch(@Nullable ClassLoader loader, String internalName) {
        ConcurrentMap<String, Target[]> ofLoader = matches.find(loader);
        return ofLoader == null ? null : ofLoader.get(internalName);
    }

    /**
     * A class that was made at run time cannot be read, but its own loading was observed. Parents are used for nothing
     * else: a loader that prefers its own classes may have the same name with other supertypes.
     */
    private Target[] ofParents(@Nullable ClassLoader loader, String internalName) {
        for (ClassLoader each = loader == null ? null : loader.getParent(); each != null; each = each.getParent()) {
            Target[] targets = knownMatch(each, internalName);
            if (targets != null && targets.length > 0) {
                return targets;
            }
        }
        return Target.NONE;
    }

    /** Of a class that is loaded or being loaded. */
    private void remember(@Nullable ClassLoader loader, String internalName, Target[] targets) {
        if (targets.length == 0) {
            noMatches.add(loader, internalName);
            ConcurrentMap<String, Target[]> ofLoader = matches.find(loader);
            if (ofLoader != null) {
                ofLoader.remove(internalName);
            }
        } else {
            // An unreadable class counted as no match before.
            noMatches.remove(loader, internalName);
            matches.get(loader).put(internalName, targets);
        }
    }

    /** An application may run under a security manager that denies it everything. */
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
