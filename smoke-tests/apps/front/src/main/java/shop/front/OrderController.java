// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders of customers: inventory first, then the price and the receipt from the worker. Where the shop has a payment provider,
 * it comes between them; where it has a broker, the order is sent there.
 */
@RestController
class OrderController {
    private final InventoryClient inventory;
    private final WorkerClient worker;
    private final Optional<PaymentClient> payments;
    private final Optional<OrderQueue> queue;

    OrderController(
            InventoryClient inventory,
            WorkerClient worker,
            Optional<PaymentClient> payments,
            Optional<OrderQueue> queue) {
        this.inventory = inventory;
        this.worker = worker;
        this.payments = payments;
        this.queue = queue;
    }

    record Order(int product, int quantity, int cents, String receipt) {}

    @PostMapping("/orders")
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<Order> order(@RequestParam int product, @RequestParam(defaultValue = "1") int quantity) {
        inventory.reserve(product, quantity);
        int cents = quantity * worker.price(product);
        payments.ifPresent(client -> client.pay(cents));
        queue.ifPresent(orders -> orders.send(cents));
        return worker.receipt(product, cents).thenApply(receipt -> new Order(product, quantity, cents, receipt));
    }
}
