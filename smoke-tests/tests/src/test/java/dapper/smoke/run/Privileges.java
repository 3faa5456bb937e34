// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a command with reduced permissions and resources. Needs root, which a build in a container has. */
public final class Privileges {
    /**
     * A user of these tests only, not shared with a concurrent run of the same tests, so that its threads can be
     * counted and bounded.
     */
    private static final String USER =
            Long.toString(50_000 + ProcessHandle.current().pid() % 10_000);

    private Privileges() {}

    private static void needRoot() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("this test takes privileges away, for which it must be root");
        }
        assumeTrue(root, "only root can take privileges away");
    }

    /** Runs the command with every file system read-only. */
    public static List<String> readOnly(List<String> command) {
        needRoot();
        return prefix(
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -o remount,bind,ro / && (! mountpoint -q /tmp || mount -o remount,bind,ro /tmp)"
                                + " && (! touch /tmp/writable 2>/dev/null) && cd / && exec \"$@\"",
                        "sh"),
                command);
    }

    /** Limits the total number of threads, as a user that has no others. */
    public static List<String> boundedThreads(int threads, List<String> command) {
        needRoot();
        return asUser(prefix(List.of("prlimit", "--nproc=" + threads + ":1000"), command));
    }

    /** Removes the limit from a running program. */
    public static void unboundThreads(Program program) {
        String pid = Long.toString(program.process().pid());
        Program prlimit = Program.start(asUser(List.of("prlimit", "--pid", pid, "--nproc=1000:1000")), Map.of());
        if (prlimit.awaitExit() != 0) {
            throw new AssertionError(prlimit);
        }
    }

    /** Returns the least number of threads with which the command starts; it prints "ready". */
    public static int threadsNeeded(List<String> command) {
        for (int threads = 4; threads < 64; threads++) {
            try (Program program = Program.start(boundedThreads(threads, command), Map.of())) {
                if (program.finish() == 0 && program.standardOutput().contains("ready")) {
                    return threads;
                }
            }
        }
        throw new AssertionError("does not even start with 64 threads: " + command);
    }

    private static List<String> asUser(List<String> command) {
        return prefix(List.of("setpriv", "--reuid=" + USER, "--clear-groups"), command);
    }

    private static List<String> prefix(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
