// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;

/** The same small computation, a lookup of two prices, on threads of each kind. */
final class Packing {
    private final PriceTable prices;
    private final Pools pools;

    Packing(PriceTable prices, Pools pools) {
        this.prices = prices;
        this.pools = pools;
    }

    int pack(String kind, int id) throws InterruptedException, ExecutionException {
        return switch (kind) {
            case "executor" -> pools.fixed.submit(() -> prices.price(id)).get();
            case "fork-join" -> pools.forkJoin.submit(new PriceOfTwo(id)).get();
            case "completable-future" ->
                CompletableFuture.supplyAsync(() -> prices.price(id), pools.fixed)
                        .thenCombineAsync(
                                CompletableFuture.supplyAsync(() -> prices.price(id + 1), pools.fixed),
                                Integer::sum,
                                pools.fixed)
                        .get();
            case "scheduled" ->
                pools.scheduled
                        .schedule(() -> prices.price(id), 20, TimeUnit.MILLISECONDS)
                        .get();
            case "virtual" -> pools.virtual.submit(() -> prices.price(id)).get();
            default -> throw new IllegalArgumentException("no packing of kind " + kind);
        };
    }

    /** Forks one of two lookups. */
    private final class PriceOfTwo extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1L;

        private final int id;

        PriceOfTwo(int id) {
            this.id = id;
        }

        @Override
        protected Integer compute() {
            RecursiveTask<Integer> next = new RecursiveTask<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected Integer compute() {
                    return prices.price(id + 1);
                }
            };
            next.fork();
            return prices.price(id) + next.join();
        }
    }
}
