// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import java.util.concurrent.ThreadLocalRandom;

/** Exponential back-off with jitter: 0.2 s, doubling to 5 s, each stretched by up to a half so that agents spread out. */
final class Backoff {
    private static final long FIRST_MILLIS = 200;
    private static final long MAX_MILLIS = 5_000;

    private long next = FIRST_MILLIS;

    long nextMillis() {
        long delay = next;
        next = Math.min(MAX_MILLIS, 2 * next);
        return delay + ThreadLocalRandom.current().nextLong(delay / 2 + 1);
    }
}
