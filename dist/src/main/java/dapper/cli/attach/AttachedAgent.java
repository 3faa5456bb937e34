// SPDX-License-Identifier: Apache-2.0
package dapper.cli.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** The agent in another JVM, loaded through the JDK's attach API. */
public final class AttachedAgent {
    /** The system property that the agent sets as soon as it runs. */
    private static final String RUNNING = "dapper.javaagent.running";

    private static final int OLDEST_JAVA = 8;

    /** Java 8 answers with only the result code, 0 for success; newer JDKs treat that as an error. */
    private static final String LOADED_BY_JAVA_8 = "0";

    private final TargetProcess target;
    private final Path jar;

    public AttachedAgent(TargetProcess target, Path jar) {
        this.target = target;
        this.jar = jar;
    }

    /**
     * @param arguments as after {@code -javaagent:jar=}
     * @return false if an agent of ours runs there already
     */
    public boolean attach(String arguments) throws AttachException {
        VirtualMachine machine = connect();
        try {
            Properties before = machine.getSystemProperties();
            checkJava(before.getProperty("java.specification.version", ""));
            if (before.getProperty(RUNNING) != null) {
                return false;
            }
            load(machine, arguments);
            if (machine.getSystemProperties().getProperty(RUNNING) == null) {
                throw new AttachException(
                        "the agent did not start in " + target + "; the standard error of that process"
                                + " says why, unless OTEL_JAVAAGENT_ENABLED=false is set there");
            }
            return true;
        } catch (IOException e) {
            throw new AttachException(target + " does not answer: " + e.getMessage(), e);
        } finally {
            detach(machine);
        }
    }

    private VirtualMachine connect() throws AttachException {
        try {
            return VirtualMachine.attach(Long.toString(target.pid()));
        } catch (AttachNotSupportedException | IOException e) {
            throw new AttachException(target + " does not let itself be attached to: " + e.getMessage(), e);
        }
    }

    /** @param version {@code 1.8} or {@code 17} */
    void checkJava(String version) throws AttachException {
        String feature = version.startsWith("1.") ? version.substring(2) : version;
        try {
            if (Integer.parseInt(feature) >= OLDEST_JAVA) {
                return;
            }
        } catch (NumberFormatException e) {
            // Treated as too old, because it is untested.
        }
        throw new AttachException(
                target + " runs on Java " + version + "; the agent needs Java " + OLDEST_JAVA + " or newer");
    }

    private void load(VirtualMachine machine, String arguments) throws AttachException, IOException {
        try {
            machine.loadAgent(jar.toString(), arguments);
        } catch (AgentLoadException e) {
            String message = String.valueOf(e.getMessage());
            if (message.equals(LOADED_BY_JAVA_8)) {
                return;
            }
            if (message.contains("Dynamic agent loading is not enabled")) {
                throw new AttachException(
                        target
                                + " was started with -XX:-EnableDynamicAgentLoading; start it without, or with -javaagent",
                        e);
            }
            throw new AttachException(
                    target + " cannot load " + jar + " (" + message
                            + "); can it read that file? In a container it sees its own files only",
                    e);
        } catch (AgentInitializationException e) {
            throw new AttachException(
                    "the agent did not start in " + target + "; the standard error of that process says why", e);
        }
    }

    private static void detach(VirtualMachine machine) {
        try {
            machine.detach();
        } catch (IOException e) {
            // The process or the connection has ended: there is nothing left to release.
        }
    }
}
