// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The tracing APIs for which the application has a tracer of its own. The agent leaves such an API alone. One API may
 * be there several times, in several class loaders, and its tracer may be in a class loader below.
 */
public final class OwnTracers {
    private static final AtomicBoolean NONE = new AtomicBoolean();

    /** Lives as long as the class of the API. */
    private static final ClassValue<AtomicBoolean> FOUND = new ClassValue<AtomicBoolean>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> api) {
            return new AtomicBoolean();
        }
    };

    /** The APIs that a class of the application sees, by the name of their class. Lives as long as the class. */
    private static final ClassValue<ConcurrentMap<String, AtomicBoolean>> SEEN =
            new ClassValue<ConcurrentMap<String, AtomicBoolean>>() {
                @Override
                protected ConcurrentMap<String, AtomicBoolean> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>(2);
                }
            };

    /** True once any application of this process has a tracer of its own; nearly none has. */
    private static volatile boolean any;

    private OwnTracers() {}

    /**
     * Returns whether the application has a tracer for this API; becomes true once, at any time.
     *
     * @param api a class of the API, always the same one
     */
    public static AtomicBoolean of(Class<?> api) {
        return FOUND.get(api);
    }

    /** Notes that the application has a tracer for this API. */
    public static void found(Class<?> api) {
        FOUND.get(api).set(true);
        any = true;
    }

    /**
     * Returns whether the application that a class belongs to has a tracer for an API. Looks for the API only if there
     * is such a tracer in this process.
     *
     * @param type a class of the application
     * @param api name of the class of the API that {@link #found} gets
     */
    public static boolean has(Class<?> type, String api) {
        return any && seen(type, api).get();
    }

    private static AtomicBoolean seen(Class<?> type, String api) {
        ConcurrentMap<String, AtomicBoolean> ofType = SEEN.get(type);
        AtomicBoolean found = ofType.get(api);
        if (found == null) {
            Class<?> seen = AccessController.doPrivileged(new Lookup(type, api));
            found = seen == null ? NONE : FOUND.get(seen);
            ofType.put(api, found);
        }
        return found;
    }

    private static final class Lookup implements PrivilegedAction<@Nullable Class<?>> {
        private final Class<?> type;
        private final String api;

        Lookup(Class<?> type, String api) {
            this.type = type;
            this.api = api;
        }

        @Override
        public @Nullable Class<?> run() {
            TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
            try {
                return Class.forName(api, false, type.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                return null;
            } finally {
                Current.set(before);
            }
        }
    }
}
