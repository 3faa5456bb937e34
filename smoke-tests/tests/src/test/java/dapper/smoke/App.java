// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import dapper.smoke.run.Distribution;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sample application in its own JVM. No test runs one long enough to benefit from the second compiler, which takes
 * half of a start's CPU.
 */
record App(String name, Program program, String address) implements AutoCloseable {

    /**
     * @param jvmOptions empty, or the agent
     * @param environment variables for the agent
     * @param options of the application
     */
    static App start(
            Jdk jdk, String name, List<String> jvmOptions, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", Distribution.sampleApp(name).toString(), "--port=0"));
        command.addAll(List.of(options));
        Program program = Program.start(command, environment);
        String port = program.awaitLine(name + " ready on port (\\d+)").group(1);
        return new App(name, program, "http://127.0.0.1:" + port);
    }

    static List<String> withAgent() {
        return List.of("-javaagent:" + Distribution.agent());
    }

    int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        program.close();
    }
}
