// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy.boot;

import java.util.concurrent.atomic.AtomicInteger;

/** Called from a class of java.base. */
public final class Registrations {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Registrations() {}

    public static void count() {
        COUNT.incrementAndGet();
    }

    public static int counted() {
        return COUNT.get();
    }
}
