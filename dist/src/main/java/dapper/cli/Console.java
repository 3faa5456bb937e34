// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.io.PrintStream;

/** Talks to the person at the terminal: answers on standard output, complaints on standard error. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private volatile boolean muted;

    Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void complain(String line) {
        if (!muted) {
            err.println("dapper: " + line);
            err.flush();
        }
    }

    /** No complaints from now on. */
    void mute() {
        muted = true;
    }
}
