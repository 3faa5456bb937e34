// SPDX-License-Identifier: Apache-2.0
package webapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends the application's pool with the application, as it should. */
public final class Ending implements ServletContextListener {
    static final ExecutorService POOL =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "applications-pool");
                thread.setDaemon(true);
                return thread;
            });

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        POOL.shutdownNow();
        try {
            POOL.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
