// SPDX-License-Identifier: Apache-2.0
package shop.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Prints the ready line for the user who started the application, and lets the user stop it. */
@Component
class Console {
    private final Environment environment;

    Console(Environment environment) {
        this.environment = environment;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        var context = (WebServerApplicationContext) event.getApplicationContext();
        System.out.println("front ready on port " + context.getWebServer().getPort());
        if (environment.containsProperty("stop-on-eof")) {
            Thread waiting = new Thread(() -> stopAtEndOf(System.in), "stop-on-eof");
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private static void stopAtEndOf(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input: " + e.getMessage());
        }
        System.exit(0);
    }
}
