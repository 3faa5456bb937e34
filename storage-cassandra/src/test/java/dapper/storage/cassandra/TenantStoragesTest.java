// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TenantStoragesTest {
    private static final Tenant SHOP = new Tenant("shop");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void rememberAFailureForTenSeconds() {
        try (TenantStorages storages = new TenantStorages(
                tenant -> {
                    throw new IllegalStateException("try " + tries.incrementAndGet());
                },
                nanos::get)) {
            assertThat(failure(storages)).isEqualTo("the keyspace of tenant shop cannot be prepared: try 1");
            nanos.set(9_999_999_999L);
            assertThat(failure(storages)).endsWith("try 1");
            nanos.set(10_000_000_000L);
            assertThat(failure(storages)).endsWith("try 2");
        }
    }

    /** Returns the message once the preparation under way has ended. */
    private static String failure(TenantStorages storages) {
        while (true) {
            String message = catchThrowableOfType(StorageUnavailableException.class, () -> storages.of(SHOP))
                    .getMessage();
            if (!message.endsWith(" is being prepared")) {
                return message;
            }
            Thread.yield();
        }
    }
}
