// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.cli.attach.AttachException;
import dapper.cli.attach.AttachedAgent;
import dapper.cli.attach.TargetProcess;
import dapper.server.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** {@code dapper attach}: attaches the agent to a running JVM. */
final class AttachCommand implements Command {
    @Override
    public String name() {
        return "attach";
    }

    @Override
    public String summary() {
        return "bring the agent into a JVM that runs already: dapper attach 4711 otel.service.name=shop";
    }

    @Override
    public String arguments() {
        return "PID [key=value ...]";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "The keys are the agent's settings as properties (otel.service.name=shop, otel.exporter.otlp.endpoint=...);",
                "what is not given comes from the environment and the system properties of the process. Its next requests",
                "are traced, until it ends: an agent cannot be detached. JDK 21 and newer print a warning of their own in the",
                "process. \"jps -l\" lists JVMs with their numbers.");
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public int run(Invocation invocation) throws AttachException {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new UsageException("which process? dapper attach PID [key=value ...]; \"jps -l\" lists JVMs");
        }
        long pid = pid(words.get(0));
        String arguments = agentArguments(words.subList(1, words.size()));
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new UsageException("attaching needs a JDK; the Java at " + System.getProperty("java.home")
                    + " is a runtime without the module jdk.attach; set JAVA_HOME to a JDK 17 or newer");
        }
        TargetProcess target = new TargetProcess(pid, Path.of("/proc"));
        target.check();
        AttachedAgent agent =
                new AttachedAgent(target, invocation.installation().agent());
        boolean attached = agent.attach(arguments);
        invocation
                .console()
                .say(
                        attached
                                ? "the agent runs in " + target + "; its next requests are traced"
                                : "the agent runs in " + target + " already; nothing was changed");
        return 0;
    }

    private static long pid(String word) {
        try {
            long pid = Long.parseLong(word);
            if (pid > 0) {
                return pid;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number that is not a process id.
        }
        throw new UsageException("\"" + word + "\" is not the number of a process; \"jps -l\" lists JVMs");
    }

    private static String agentArguments(List<String> words) {
        StringJoiner arguments = new StringJoiner(";");
        for (String word : words) {
            String key = word.substring(0, Math.max(0, word.indexOf('=')));
            if (!key.startsWith("otel.") && !key.startsWith("dapper.")) {
                throw new UsageException("\"" + word + "\" is not a setting of the agent; write it as a property,"
                        + " for instance otel.service.name=shop");
            }
            if (word.indexOf(';') >= 0) {
                throw new UsageException("the value of " + key + " contains a semicolon, which separates settings");
            }
            arguments.add(word);
        }
        return arguments.toString();
    }
}
