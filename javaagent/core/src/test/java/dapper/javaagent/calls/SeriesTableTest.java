// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.call.CallTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private static final int THREADS = 4;

    private final SeriesTable table = new SeriesTable(10);

    private long take() {
        long calls = 0;
        List<CallSeries> all = new ArrayList<>(table.all());
        all.addAll(table.others());
        for (CallSeries series : all) {
            Durations durations = new Durations();
            series.takeTo(durations);
            calls += durations.count();
        }
        return calls;
    }

    private long callsOf(CallSeries series) {
        Durations durations = new Durations();
        series.takeTo(durations);
        return durations.count();
    }

    @Test
    void callsThatDifferInAnyPartAreCountedApart() {
        CallTarget shop = CallTarget.of("grpc", null, "shop", 80);
        CallTarget cart = CallTarget.of("grpc", null, "cart", 80);
        for (int i = 0; i < 2; i++) {
            table.add(EndedCallDouble.request("GET /a"), 1, 200, null);
            table.add(EndedCallDouble.request("GET /b"), 1, 200, null);
            table.add(EndedCallDouble.request("GET /a"), 1, 404, null);
            table.add(EndedCallDouble.request("GET /a"), 1, 200, "java.io.IOException");
            table.add(new EndedCallDouble(CallKind.RPC_CLIENT, "GET /a", shop, "OK"), 1, 0, null);
            table.add(new EndedCallDouble(CallKind.RPC_CLIENT, "GET /a", cart, "OK"), 1, 0, null);
            table.add(new EndedCallDouble(CallKind.RPC_CLIENT, "GET /a", cart, "NOT_FOUND"), 1, 0, null);
            table.add(new EndedCallDouble(CallKind.RPC_SERVER, "GET /a", cart, "OK"), 1, 0, null);
        }

        assertThat(table.all())
                .hasSize(8)
                .allSatisfy(series -> assertThat(callsOf(series)).isEqualTo(2));
    }

    @Test
    void callsBeyondTheBoundCountAsOtherByKindAndOutcome() {
        for (int i = 0; i < 12; i++) {
            table.add(EndedCallDouble.request("GET /" + i), 1, 200, i == 11 ? "e" : null);
        }

        assertThat(table.size()).isEqualTo(10);
        assertThat(table.others().stream().filter(series -> callsOf(series) == 1))
                .extracting(series -> series.kind + " " + series.operation + " " + series.error)
                .containsExactly("HTTP_SERVER other null", "HTTP_SERVER other _OTHER");
    }

    @Test
    void aRemovedSeriesMakesRoomAndIsMadeAgain() {
        for (int i = 0; i < 10; i++) {
            table.add(EndedCallDouble.request("GET /" + i), 1, 200, null);
        }
        assertThat(take()).isEqualTo(10);
        CallSeries retired = table.all().get(3);
        retired.retireTo(new Durations());
        // A thread that found the series before it is removed.
        table.add(EndedCallDouble.request(retired.operation), 1, 200, null);

        assertThat(table.all()).hasSize(10).doesNotContain(retired);
        assertThat(take()).isOne();
    }

    /** Series are read, retired and made again all the time; each call must be read exactly once. */
    @Test
    void losesNoCallWhileSeriesAreTakenAndRetired() throws Exception {
        int calls = 100_000;
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            work.add(() -> {
                for (int i = 0; i < calls; i++) {
                    table.add(EndedCallDouble.request(i % 2 == 0 ? "GET /a" : "GET /b"), i % 7, 200, null);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            work.forEach(each -> running.add(threads.submit(each)));
            long taken = 0;
            while (!running.stream().allMatch(Future::isDone)) {
                taken += take();
                for (CallSeries series : table.all()) {
                    Durations last = new Durations();
                    series.retireTo(last);
                    taken += last.count();
                    table.remove(List.of(series));
                }
            }
            for (Future<Void> each : running) {
                each.get();
            }
            assertThat(taken + take()).isEqualTo((long) THREADS * calls);
        } finally {
            threads.shutdownNow();
        }
    }
}
