// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Numbered steps of a start, each with the time it took: {@code [2/3] collector  0.4 s  OTLP gRPC on 127.0.0.1:4317}. */
final class Steps {
    private final Console console;
    private final int total;
    private int done;

    Steps(Console console, int total) {
        this.console = console;
        this.total = total;
    }

    /** The result of a finished step: the part, and the text to report. */
    record Done<T>(T part, String report) {}

    /** Runs a step on this thread and reports it; the code that catches an exception of a step reports it. */
    <T> T run(String name, Callable<Done<T>> step) throws Exception {
        long start = System.nanoTime();
        Done<T> result = step.call();
        done++;
        double seconds = (System.nanoTime() - start) / 1e9;
        console.say(
                String.format(Locale.ROOT, "[%d/%d] %-16s %5.1f s   %s", done, total, name, seconds, result.report()));
        return result.part();
    }
}
