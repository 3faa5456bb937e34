// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** Counts on a thread of Spring's task executor. */
@Service
class Statistics {
    private final InventoryClient inventory;

    Statistics(InventoryClient inventory) {
        this.inventory = inventory;
    }

    /** Counts the items that the shop could sell. */
    @Async
    CompletableFuture<Integer> itemsInStock() {
        return CompletableFuture.completedFuture(
                inventory.stocks().stream().mapToInt(Stock::quantity).sum());
    }
}
