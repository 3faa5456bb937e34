// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The common parameters for the start of every sample application.
 *
 * @param java the java program that also runs this process
 * @param agent dapper-javaagent.jar
 * @param jars the folder of the applications' jars
 * @param endpoint of the collector, for OTLP over gRPC
 * @param logs the folder for their output
 * @param environment further variables for the agent
 */
public record Launch(Path java, Path agent, Path jars, String endpoint, Path logs, Map<String, String> environment) {

    /** Returns the same with one variable more. */
    public Launch withEnvironment(String name, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(name, value);
        return new Launch(java, agent, jars, endpoint, logs, Map.copyOf(all));
    }
}
