// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Values beside objects that cannot be given a field. Keys are compared by identity and held weakly.
 *
 * <p>An entry is one object, the weak reference itself, in a chain of a small hash table; there are {@value #STRIPES}
 * tables, each with its own lock, so that threads rarely meet. A look-up in an empty table takes no lock: the answer is
 * right for every thread that received the key after its value was put. Entries whose key has been collected are
 * unlinked by the next writers of their table, in passing; no thread scans. Explicit {@link ReentrantLock}s, since
 * waiting for a monitor would pin a virtual thread on JDK 21 to 23.
 *
 * <p>A value must not refer to its key, or the key is never collected.
 */
public final class WeakIdentityMap<V> {
    private static final int STRIPES = 32;
    private static final int STRIPE_SHIFT = 27;
    private static final int INITIAL_BUCKETS = 16;

    private final Stripe<V>[] stripes;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public WeakIdentityMap() {
        stripes = new Stripe[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe<>();
        }
    }

    /** Changes the value of one key while no other thread can; see {@link #update}. */
    public interface Change<V, A, R> {
        /** @param cell the value, null if there is none; its value afterwards is kept, null removes the entry */
        @Nullable
        R apply(Cell<V> cell, @Nullable A argument);
    }

    /** A borrowed value: do not keep it. */
    public static final class Cell<V> {
        public @Nullable V value;
    }

    public @Nullable V get(Object key) {
        int hash = hash(key);
        Stripe<V> stripe = stripe(hash);
        if (stripe.count == 0) {
            return null;
        }
        stripe.lock.lock();
        try {
            Entry<V> entry = stripe.find(key, hash);
            return entry == null ? null : entry.value;
        } finally {
            stripe.lock.unlock();
        }
    }

    public void put(Object key, V value) {
        int hash = hash(key);
        Stripe<V> stripe = stripe(hash);
        stripe.lock.lock();
        try {
            stripe.expunge();
            Entry<V> entry = stripe.find(key, hash);
            if (entry == null) {
                stripe.add(key, hash, value);
            } else {
                entry.value = value;
            }
        } finally {
            stripe.lock.unlock();
        }
    }

    public @Nullable V remove(Object key) {
        int hash = hash(key);
        Stripe<V> stripe = stripe(hash);
        if (stripe.count == 0) {
            return null;
        }
        stripe.lock.lock();
        try {
            Entry<V> entry = stripe.find(key, hash);
            if (entry == null) {
                return null;
            }
            stripe.unlink(entry);
            return entry.value;
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Reads and changes one value in one step. Pass a constant, so that nothing is allocated. */
    public <A, R> @Nullable R update(Object key, Change<V, A, R> change, @Nullable A argument) {
        int hash = hash(key);
        Stripe<V> stripe = stripe(hash);
        stripe.lock.lock();
        try {
            stripe.expunge();
            Entry<V> entry = stripe.find(key, hash);
            Cell<V> cell = stripe.cell;
            cell.value = entry == null ? null : entry.value;
            R result = change.apply(cell, argument);
            V value = cell.value;
            cell.value = null;
            stripe.store(entry, key, hash, value);
            return result;
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Like {@link #update} if the map has the key; otherwise returns null immediately. */
    public <A, R> @Nullable R updateIfPresent(Object key, Change<V, A, R> change, @Nullable A argument) {
        return stripe(hash(key)).count == 0 ? null : update(key, change, argument);
    }

    /** Entries whose keys are still alive, as far as the collector has reported. */
    public int size() {
        int size = 0;
        for (Stripe<V> stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.expunge();
                size += stripe.count;
            } finally {
                stripe.lock.unlock();
            }
        }
        return size;
    }

    private static int hash(Object key) {
        return System.identityHashCode(key) * 0x9E3779B9;
    }

    private Stripe<V> stripe(int hash) {
        return stripes[hash >>> STRIPE_SHIFT];
    }

    private static final class Entry<V> extends WeakReference<Object> {
        final int hash;
        V value;

        @Nullable
        Entry<V> next;

        Entry(Object key, int hash, V value, ReferenceQueue<Object> queue) {
            super(key, queue);
            this.hash = hash;
            this.value = value;
        }
    }

    /** One of the tables; everything except reading {@link #count} happens under its lock. */
    private static final class Stripe<V> {
        final ReentrantLock lock = new ReentrantLock();
        final ReferenceQueue<Object> collected = new ReferenceQueue<>();
        final Cell<V> cell = new Cell<>();

        @Nullable
        Entry<V>[] buckets = newBuckets(INITIAL_BUCKETS);

        volatile int count;

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static <V> @Nullable Entry<V>[] newBuckets(int length) {
            return new Entry[length];
        }

        private static int index(int hash, int length) {
            return (hash >>> 8) & (length - 1);
        }

        @SuppressWarnings("ReferenceEquality") // the purpose of this map
        @Nullable
        Entry<V> find(Object key, int hash) {
            Entry<V> entry = buckets[index(hash, buckets.length)];
            while (entry != null && !(entry.hash == hash && entry.get() == key)) {
                entry = entry.next;
            }
            return entry;
        }

        void store(@Nullable Entry<V> entry, Object key, int hash, @Nullable V value) {
            if (entry == null) {
                if (value != null) {
                    add(key, hash, value);
                }
            } else if (value == null) {
                unlink(entry);
            } else {
                entry.value = value;
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
        void add(Object key, int hash, V value) {
            if (count >= buckets.length) {
                grow();
            }
            int i = index(hash, buckets.length);
            Entry<V> entry = new Entry<>(key, hash, value, collected);
            entry.next = buckets[i];
            buckets[i] = entry;
            count++;
        }

        private void grow() {
            @Nullable Entry<V>[] old = buckets;
            @Nullable Entry<V>[] larger = newBuckets(2 * old.length);
            for (Entry<V> chain : old) {
                Entry<V> entry = chain;
                while (entry != null) {
                    Entry<V> next = entry.next;
                    int i = index(entry.hash, larger.length);
                    entry.next = larger[i];
                    larger[i] = entry;
                    entry = next;
                }
            }
            buckets = larger;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
        void unlink(Entry<V> gone) {
            int i = index(gone.hash, buckets.length);
            Entry<V> previous = null;
            for (Entry<V> entry = buckets[i]; entry != null; entry = entry.next) {
                if (entry == gone) {
                    if (previous == null) {
                        buckets[i] = entry.next;
                    } else {
                        previous.next = entry.next;
                    }
                    count--;
                    return;
                }
                previous = entry;
            }
        }

        @SuppressWarnings("unchecked")
        void expunge() {
            Reference<?> reference;
            while ((reference = collected.poll()) != null) {
                // It may have been removed since: then it is in no chain, and this does nothing.
                unlink((Entry<V>) reference);
            }
        }
    }
}
