// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.io.PrintStream;

/** Talks to the person at the terminal: answers on standard output, complaints on standard error. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void complain(String line) {
        err.println("dapper: " + line);
        err.flush();
    }
}
