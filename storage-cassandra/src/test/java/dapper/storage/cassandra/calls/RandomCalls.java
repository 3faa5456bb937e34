// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallSeries;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Calls of any form. */
final class RandomCalls {
    private final Random random;

    RandomCalls(long seed) {
        this.random = new Random(seed);
    }

    Map<CallKey, CallSeries> series(long unixNanos) {
        Map<CallKey, CallSeries> all = new HashMap<>();
        int keys = random.nextInt(20);
        for (int i = 0; i < keys; i++) {
            all.put(key(), calls(unixNanos));
        }
        return all;
    }

    private CallKey key() {
        return new CallKey(
                CallKind.values()[random.nextInt(CallKind.values().length)],
                text("GET /a/"),
                text("host:"),
                text("20"),
                random.nextBoolean() ? "" : text("error"));
    }

    private String text(String prefix) {
        return random.nextInt(4) == 0 ? "" : prefix + random.nextInt(5) + (random.nextInt(9) == 0 ? "ä\u0000😀" : "");
    }

    CallSeries calls(long unixNanos) {
        CallSeries calls = new CallSeries();
        int number = random.nextInt(30);
        for (int i = 0; i < number; i++) {
            calls.durations().add((long) Math.exp(random.nextDouble() * 40));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            calls.add(new CallExemplar(
                    new TraceId(random.nextLong(), random.nextLong()),
                    random.nextLong(),
                    unixNanos + random.nextInt(),
                    random.nextInt(1_000_000_000)));
        }
        return calls;
    }
}
