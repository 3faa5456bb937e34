// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of the distribution are.
 *
 * @param home the directory that holds bin, lib, agent, conf and demo; the launcher script passes it
 */
record Installation(Path home) {
    static final String PROPERTY = "dapper.home";

    static Installation ofThisProcess() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new UsageException("start Dapper with bin/dapper, or pass -D" + PROPERTY + "=<its directory>");
        }
        return new Installation(Path.of(home).toAbsolutePath().normalize());
    }

    Path configuration() {
        return home.resolve("conf/dapper.properties");
    }

    Path agent() {
        return present("agent/dapper-javaagent.jar");
    }

    /** The folder of the sample applications' jars. */
    Path sampleApps() {
        return present("demo");
    }

    Path cassandraJars() {
        return home.resolve("lib/cassandra");
    }

    private Path present(String relative) {
        Path path = home.resolve(relative);
        if (!Files.exists(path)) {
            throw new UsageException("the installation is not complete: there is no " + path
                    + "; unpack dapper's tar.gz again or build it with ./mvnw -DskipTests package");
        }
        return path;
    }
}
