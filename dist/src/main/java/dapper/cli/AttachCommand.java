// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.cli.attach.AttachException;
import dapper.cli.attach.AttachedAgent;
import dapper.cli.attach.TargetProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dapper attach}: attaches the agent to a running JVM. */
final class AttachCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Command.spec(
                        this,
                        "attach",
                        "bring the agent into a JVM that runs already: dapper attach 4711 otel.service.name=shop",
                        "The next requests of the process are traced, until it ends: an agent cannot be detached. JDK 21 and",
                        "newer print a warning of their own in the process.")
                .addPositional(
                        Command.word("0", "1", "PID", "the number of the process; \"jps -l\" lists JVMs", List.of()))
                .addPositional(Command.word(
                        "1..*",
                        "0..*",
                        "key=value",
                        "the agent's settings as properties (otel.service.name=shop, otel.exporter.otlp.endpoint=...);"
                                + " the others come from the environment and the system properties of the process",
                        List.of()));
    }

    @Override
    public int run(Invocation invocation) throws AttachException {
        List<String> words = invocation.arguments();
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
