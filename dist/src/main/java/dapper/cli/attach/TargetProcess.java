// SPDX-License-Identifier: Apache-2.0
package dapper.cli.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process on this machine, inspected before it is touched. Attaching begins with the signal QUIT: it kills a process
 * that is not a JVM, and a JVM that refuses to be attached to dumps all its threads to its output. If the system has no
 * {@code /proc}, only the facts that Java provides are checked.
 */
public final class TargetProcess {
    private static final int SIGQUIT = 3;
    private static final String ATTACH_DISABLED = "-XX:+DisableAttachMechanism";

    private final long pid;
    private final Path proc;

    /** @param proc the system's folder of processes, {@code /proc} */
    public TargetProcess(long pid, Path proc) {
        this.pid = pid;
        this.proc = proc;
    }

    public long pid() {
        return pid;
    }

    /** @throws AttachException if it is clear by now that this process cannot be attached to */
    public void check() throws AttachException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new AttachException("there is no process " + pid + "; \"jps -l\" lists JVMs");
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new AttachException("process " + pid + " is this command itself");
        }
        Optional<String> status = read("status");
        if (status.isPresent()) {
            checkOwner(status.get());
            checkJvm(status.get());
        }
    }

    private void checkOwner(String status) throws AttachException {
        String owner = effectiveUser(status);
        String self = effectiveUser(text(proc.resolve("self/status")).orElse(status));
        if (!self.equals("0") && !self.equals(owner)) {
            String name = ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().user())
                    .orElse("user " + owner);
            throw new AttachException(this + " belongs to " + name + ", and you are "
                    + System.getProperty("user.name") + "; attach as its owner: sudo -u " + name
                    + " dapper attach " + pid);
        }
    }

    private void checkJvm(String status) throws AttachException {
        Optional<String> maps = read("maps");
        if (maps.isPresent() && !maps.get().contains("/libjvm.so")) {
            throw new AttachException(this + " is not a JVM; \"jps -l\" lists JVMs");
        }
        if (!catchesQuit(status)) {
            throw new AttachException(this + " does not take the signal that attaching begins with"
                    + " (was it started with -Xrs?); start it with -javaagent instead");
        }
        if (read("cmdline").orElse("").contains(ATTACH_DISABLED)
                || read("environ").orElse("").contains(ATTACH_DISABLED)) {
            throw new AttachException(
                    this + " was started with " + ATTACH_DISABLED + "; start it with -javaagent instead");
        }
    }

    /** The second number of {@code Uid: real effective saved filesystem}. */
    private static String effectiveUser(String status) {
        return field(status, "Uid:").map(text -> text.split("\\s+")[1]).orElse("");
    }

    /** {@code SigCgt} is a mask in hexadecimal digits; the first signal is its lowest bit. */
    private static boolean catchesQuit(String status) {
        return field(status, "SigCgt:")
                .map(mask -> (Long.parseUnsignedLong(mask, 16) & 1L << (SIGQUIT - 1)) != 0)
                .orElse(true);
    }

    private static Optional<String> field(String status, String name) {
        try (Stream<String> lines = status.lines()) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst();
        }
    }

    private Optional<String> read(String file) {
        return text(proc.resolve(Long.toString(pid)).resolve(file));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String name = read("comm").map(text -> " (" + text.strip() + ")").orElse("");
        return "process " + pid + name;
    }
}
