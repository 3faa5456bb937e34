// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Assigns cores: the first to the application, the second to everything else, if {@code taskset} is available. */
record Cores(boolean pinned) {
    private static final String APPLICATION = "0";
    private static final String OTHERS = "1";
    private static final String BOTH = "0,1";

    static Cores find() {
        return new Cores(Runtime.getRuntime().availableProcessors() > 1 && run("taskset", "-c", OTHERS, "true"));
    }

    List<String> application(List<String> command) {
        return on(APPLICATION, command);
    }

    List<String> others(List<String> command) {
        return on(OTHERS, command);
    }

    private List<String> on(String core, List<String> command) {
        List<String> all = new ArrayList<>();
        if (pinned) {
            all.addAll(List.of("taskset", "-c", core));
        }
        all.addAll(command);
        return all;
    }

    void pinThisProcess() {
        pin(ProcessHandle.current().pid(), OTHERS);
    }

    /** Gives an application the core of the others too, so that its compiler finishes sooner. */
    void widen(long application) {
        pin(application, BOTH);
    }

    void narrow(long application) {
        pin(application, APPLICATION);
    }

    /** Pins all existing threads; new ones inherit it. */
    private void pin(long process, String cores) {
        if (pinned && !run("taskset", "-a", "-p", "-c", cores, Long.toString(process))) {
            throw new IllegalStateException("taskset failed for process " + process);
        }
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return pinned ? "application on core 0, load on core 1" : "not pinned";
    }
}
