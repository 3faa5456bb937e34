// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the types that a class extends or implements, on the thread that loads the class, a moment before the JVM does.
 *
 * <p>The JVM shows a class file to the agent, then parses it, and then loads its super types through the loader that
 * defines the class, with the locks that the thread holds. The same happens here, a little earlier: the same loader is asked
 * for the same types in the same order, as {@code Class.forName} makes the JVM remember the answers, so that it does not
 * ask again. Nothing is read, loaded or initialised that would not be without the agent, by no other thread and under no
 * other locks, and calls that a loader makes for it belong to the request as they would without the agent. Only a type that
 * cannot be loaded is asked for twice.
 */
final class SuperTypeLoading {
    private static final Class<?>[] NONE = new Class<?>[0];

    /** Classes whose super types this thread is loading: class files that extend each other must come to an end. */
    private static final ThreadLocal<@Nullable Set<String>> UNDER_WAY = new ThreadLocal<>();

    private final Reentrance reentrance;

    SuperTypeLoading(Reentrance reentrance) {
        this.reentrance = reentrance;
    }

    /**
     * @param superTypes internal names, in the order of the JVM
     * @param last index of the last one to load, -1 for none
     * @return as many as could be loaded
     */
    @Nullable
    Class<?>[] load(@Nullable ClassLoader loader, String internalName, String[] superTypes, int last) {
        if (last < 0) {
            return NONE;
        }
        Set<String> underWay = UNDER_WAY.get();
        boolean outermost = underWay == null;
        if (underWay == null) {
            underWay = new HashSet<>();
            UNDER_WAY.set(underWay);
        }
        if (!underWay.add(internalName)) {
            return NONE;
        }
        boolean busy = reentrance.suspend();
        try {
            return load(loader, superTypes, last, underWay);
        } finally {
            reentrance.resume(busy);
            underWay.remove(internalName);
            if (outermost) {
                UNDER_WAY.remove();
            }
        }
    }

    private static @Nullable Class<?>[] load(
            @Nullable ClassLoader loader, String[] superTypes, int last, Set<String> underWay) {
        @Nullable Class<?>[] loaded = new Class<?>[last + 1];
        try {
            for (int i = 0; i <= last && !underWay.contains(superTypes[i]); i++) {
                loaded[i] = Class.forName(superTypes[i].replace('/', '.'), false, loader);
            }
        } catch (Throwable e) {
            // The JVM will meet it again, and the application will get it from there.
        }
        return loaded;
    }
}
