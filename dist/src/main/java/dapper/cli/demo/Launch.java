// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.nio.file.Path;

/**
 * What every sample application is started with.
 *
 * @param java the program that runs this process too
 * @param agent dapper-javaagent.jar
 * @param jars the folder of the applications' jars
 * @param endpoint of the collector, for OTLP over gRPC
 * @param logs the folder for what they print
 */
public record Launch(Path java, Path agent, Path jars, String endpoint, Path logs) {}
