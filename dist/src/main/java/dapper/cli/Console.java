// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.io.PrintStream;

/** Writes to the user's terminal: answers to standard output, errors to standard error. */
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

    /** Suppresses errors from now on. */
    void mute() {
        muted = true;
    }
}
