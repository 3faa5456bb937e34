// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * State per class loader; it neither keeps the loader alive nor outlives it. The state must not refer to its loader.
 *
 * @param <V> the state
 */
public abstract class WeakLoaderMap<V> {
    private final ConcurrentMap<Key, V> states = new ConcurrentHashMap<>();
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final V ofBootLoader = create();

    protected abstract V create();

    @Nullable
    public V find(@Nullable ClassLoader loader) {
        return loader == null ? ofBootLoader : states.get(new Key(loader, null));
    }

    public V get(@Nullable ClassLoader loader) {
        V state = find(loader);
        if (state == null && loader != null) {
            removeCollected();
            V created = create();
            state = states.putIfAbsent(new Key(loader, collected), created);
            return state == null ? created : state;
        }
        return state == null ? ofBootLoader : state;
    }

    private void removeCollected() {
        for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
            states.remove(key);
        }
    }

    /** Compared by the identity of the loader. */
    private static final class Key extends WeakReference<ClassLoader> {
        private final int hash;

        Key(ClassLoader loader, @Nullable ReferenceQueue<ClassLoader> queue) {
            super(loader, queue);
            this.hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // class loaders are compared by identity
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null && other instanceof Key && ((Key) other).get() == loader;
        }
    }
}
