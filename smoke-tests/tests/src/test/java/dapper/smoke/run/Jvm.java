// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A builder of java commands for small programs that are compiled with the tests. Immutable, so that runs can share a
 * prefix.
 */
public record Jvm(Jdk jdk, List<String> options, Map<String, String> environment) {
    /** The agent as it is built; the distribution carries a copy of it. */
    public static final String AGENT = System.getProperty("dapper.agent");

    /** The folder of the tests' own classes. The programs use only these and the JDK. */
    public static final String TEST_CLASSES = System.getProperty("dapper.test.classes");

    public static Jvm on(Jdk jdk) {
        return new Jvm(jdk, List.of(), Map.of());
    }

    public Jvm with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Jvm(jdk, List.copyOf(all), environment);
    }

    public Jvm withEnvironment(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new Jvm(jdk, options, all);
    }

    public Jvm withAgent() {
        return with("-javaagent:" + AGENT);
    }

    /** Adds the agent, which sends to that receiver. */
    public Jvm tracedTo(OtlpReceiver receiver, OtlpReceiver.Protocol protocol) {
        return withAgent()
                .with(protocol.options(receiver.endpoint(protocol)))
                // The expected spans arrive at the exit of the program, even if a busy machine takes long for it.
                .with("-Ddapper.shutdown.timeout=60s");
    }

    /** Like {@link #tracedTo(OtlpReceiver, OtlpReceiver.Protocol)}, with the protocol that starts faster. */
    public Jvm tracedTo(OtlpReceiver receiver) {
        return tracedTo(receiver, OtlpReceiver.Protocol.HTTP);
    }

    public Program start(Class<?> main, String... arguments) {
        return Program.start(command(main, arguments), environment);
    }

    public List<String> command(Class<?> main, String... arguments) {
        List<String> rest = new ArrayList<>(List.of("-cp", TEST_CLASSES, main.getName()));
        rest.addAll(List.of(arguments));
        return command(rest);
    }

    /** Starts it with the given rest of the command line. */
    public Program startJava(List<String> rest) {
        return Program.start(command(rest), environment);
    }

    private List<String> command(List<String> rest) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(options);
        command.addAll(rest);
        return command;
    }

    /** Runs it to its end. */
    public Program run(Class<?> main, String... arguments) {
        Program program = start(main, arguments);
        program.awaitExit();
        return program;
    }

    @Override
    public String toString() {
        return jdk.toString();
    }
}
