// SPDX-License-Identifier: Apache-2.0
package app;

import java.util.concurrent.CountDownLatch;

/** Executes three statements, each a span where an agent weaves JDBC, and exits in the requested way. */
public final class Ending {
    private Ending() {}

    public static void main(String[] arguments) throws Exception {
        QuietStatement statement = new QuietStatement();
        for (int i = 0; i < 3; i++) {
            statement.execute("SELECT * FROM ending");
        }
        System.out.println("done");
        switch (arguments[0]) {
            case "return":
                return;
            case "exit":
                System.exit(3);
                return;
            case "wait":
                new CountDownLatch(1).await();
                return;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }
}
