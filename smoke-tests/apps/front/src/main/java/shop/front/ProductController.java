// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages for customers. */
@RestController
@RequestMapping("/products")
class ProductController {
    private final InventoryClient inventory;
    private final RateClient rates;
    private final SuggestionClient suggestions;

    ProductController(InventoryClient inventory, RateClient rates, SuggestionClient suggestions) {
        this.inventory = inventory;
        this.rates = rates;
        this.suggestions = suggestions;
    }

    record Product(Stock stock, int cents, String rate) {}

    @GetMapping
    List<Stock> products() {
        return inventory.stocks();
    }

    @GetMapping("/{id}")
    Product product(@PathVariable int id, @RequestParam(defaultValue = "USD") String currency) throws IOException {
        return new Product(inventory.stock(id), inventory.price(id), rates.rate(currency));
    }

    @GetMapping("/{id}/suggestions")
    CompletableFuture<String> suggestions(@PathVariable int id) {
        return suggestions.suggestions(id);
    }
}
