// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import dapper.storage.alerts.AlertStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenants that have or had rules. They are noted in the store of the default tenant: after a restart, the alerts of a tenant
 * whose last rule is gone are found there, and resolved. Used by one thread, which waits for the store.
 */
final class KnownTenants {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTenants.class);

    /** The store forgets a tenant that is not noted again for months. */
    private static final long NANOS_BETWEEN_NOTES = TimeUnit.DAYS.toNanos(1);

    private final Supplier<AlertStore> store;
    private final Map<Tenant, Long> noted = new HashMap<>();

    /** @param store of the default tenant; may throw {@link StorageUnavailableException} */
    KnownTenants(Supplier<AlertStore> store) {
        this.store = store;
    }

    /** Returns these tenants, the default one, and those that had rules before. */
    Set<Tenant> with(Set<Tenant> tenants) {
        read();
        Set<Tenant> all = new HashSet<>(tenants);
        all.add(Tenant.DEFAULT);
        all.addAll(noted.keySet());
        return all;
    }

    /** Each time: the first rule of a tenant may come through the API of another process. */
    private void read() {
        try {
            List<Tenant> stored = store.get().tenants();
            noted.keySet().retainAll(stored);
            stored.forEach(tenant -> noted.putIfAbsent(tenant, 0L));
        } catch (StorageUnavailableException e) {
            // The evaluation of the default tenant logs a warning about the same.
            LOG.debug("The tenants that had rules are read in the next pass", e);
        }
    }

    /**
     * Notes a tenant before its rules are evaluated.
     *
     * @throws StorageUnavailableException if the store does not answer
     */
    void note(Tenant tenant, long unixNanos) {
        Long last = noted.get(tenant);
        if (!tenant.equals(Tenant.DEFAULT) && (last == null || unixNanos - last > NANOS_BETWEEN_NOTES)) {
            store.get().write(tenant);
            noted.put(tenant, unixNanos);
        }
    }

    /**
     * Forgets a tenant that has neither rules nor alerts.
     *
     * @throws StorageUnavailableException if the store does not answer
     */
    void forget(Tenant tenant) {
        if (noted.containsKey(tenant)) {
            store.get().forget(tenant);
            noted.remove(tenant);
        }
    }
}
