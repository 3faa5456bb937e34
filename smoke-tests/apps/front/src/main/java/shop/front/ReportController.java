// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The reports for the shop's owner: some are slow, some are broken. */
@RestController
@RequestMapping("/reports")
class ReportController {
    private final InventoryClient inventory;
    private final Statistics statistics;
    private final WorkerClient worker;

    ReportController(InventoryClient inventory, Statistics statistics, WorkerClient worker) {
        this.inventory = inventory;
        this.statistics = statistics;
        this.worker = worker;
    }

    @GetMapping("/items")
    CompletableFuture<Integer> items() {
        return statistics.itemsInStock();
    }

    @GetMapping("/packing/{kind}")
    Callable<String> packing(@PathVariable String kind) {
        return () -> worker.packing(kind, 1).get();
    }

    @GetMapping("/slow")
    String slow(@RequestParam(defaultValue = "800") int millis) {
        return inventory.slowReport(millis);
    }

    /** Fails in inventory's database, with status 500 there and here. */
    @GetMapping("/broken")
    String broken() {
        return inventory.brokenReport();
    }

    /** Fails right here. */
    @GetMapping("/unfinished")
    String unfinished() {
        throw new IllegalStateException("this report is not finished");
    }
}
