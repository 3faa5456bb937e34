// SPDX-License-Identifier: Apache-2.0
package dapper.cli.demo;

import java.nio.file.Path;

/**
 * The common parameters for the start of every sample application.
 *
 * @param java the java program that also runs this process
 * @param agent dapper-javaagent.jar
 * @param jars the folder of the applications' jars
 * @param endpoint of the collector, for OTLP over gRPC
 * @param logs the folder for their output
 */
public record Launch(Path java, Path agent, Path jars, String endpoint, Path logs) {}
