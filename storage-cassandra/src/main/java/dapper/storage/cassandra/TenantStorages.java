// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The storages of the tenants. One thread of its own prepares them, which takes seconds each: no request waits for
 * that. A tenant that cannot be prepared is tried again after ten seconds, when it is asked for. Safe for many threads.
 */
final class TenantStorages implements AutoCloseable {
    private static final long NANOS_BEFORE_NEXT_TRY = TimeUnit.SECONDS.toNanos(10);

    private final Function<Tenant, TenantStorage> prepare;
    private final LongSupplier nanoTime;
    private final Map<Tenant, Preparation> preparations = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(TenantStorages::daemon);

    TenantStorages(Function<Tenant, TenantStorage> prepare, LongSupplier nanoTime) {
        this.prepare = prepare;
        this.nanoTime = nanoTime;
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "dapper-storage-tenants");
        daemon.setDaemon(true);
        return daemon;
    }

    /** @throws StorageUnavailableException if the tenant is not yet prepared, or cannot be at this moment */
    TenantStorage of(Tenant tenant) {
        Preparation known = preparations.get(tenant);
        if (known == null || known.mayBeTriedAgain()) {
            known = preparations.compute(tenant, (key, old) -> old == null || old.mayBeTriedAgain() ? begin(key) : old);
        }
        return known.result();
    }

    private Preparation begin(Tenant tenant) {
        Preparation begun = new Preparation(tenant);
        thread.execute(begun);
        return begun;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Preparation implements Runnable {
        private final Tenant tenant;
        private volatile @Nullable TenantStorage ready;
        private volatile @Nullable Failure failure;

        Preparation(Tenant tenant) {
            this.tenant = tenant;
        }

        @Override
        public void run() {
            try {
                ready = prepare.apply(tenant);
            } catch (RuntimeException | Error e) {
                failure = new Failure(e, nanoTime.getAsLong());
            }
        }

        boolean mayBeTriedAgain() {
            Failure last = failure;
            return last != null && nanoTime.getAsLong() - last.nanos() >= NANOS_BEFORE_NEXT_TRY;
        }

        TenantStorage result() {
            TenantStorage storage = ready;
            if (storage != null) {
                return storage;
            }
            String keyspace = "the keyspace of tenant " + tenant.name();
            Failure last = failure;
            throw last == null
                    ? new StorageUnavailableException(keyspace + " is being prepared")
                    : new StorageUnavailableException(
                            keyspace + " cannot be prepared: " + last.cause().getMessage(), last.cause());
        }
    }

    private record Failure(Throwable cause, long nanos) {}
}
