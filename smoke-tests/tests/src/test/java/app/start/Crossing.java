// SPDX-License-Identifier: Apache-2.0
package app.start;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that load and initialise woven classes concurrently, inside static initialisers that wait for each other's
 * classes, as early in the life of the JVM as a program can: {@code Crossing <seed>} changes the order.
 */
public final class Crossing {
    private Crossing() {}

    public static void main(String[] arguments) throws Exception {
        int seed = Integer.parseInt(arguments[0]);
        List<String> initialised = List.of("Databases", "Servlets", "Calls", "Pools", "Clients");
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = initialised.get((i + seed) % initialised.size());
            Thread thread = new Thread(() -> initialise(name, start), "initialises-" + name + '-' + i);
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("all initialised");
    }

    private static void initialise(String name, CountDownLatch start) {
        try {
            start.await();
            Class.forName("app.start." + name);
        } catch (ClassNotFoundException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
