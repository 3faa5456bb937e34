// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The locations of the parts of the distribution.
 *
 * @param home the directory that holds bin, lib, agent, conf and demo; the launcher script passes it
 */
record Installation(Path home) {
    static final String PROPERTY = "dapper.home";
    static final String AGENT = "agent/dapper-javaagent.jar";
    static final String LAUNCHER = "bin/dapper";

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
        return present(AGENT);
    }

    /** Returns the folder of the sample applications' jars. */
    Path sampleApps() {
        return present("demo");
    }

    Path cassandraJars() {
        return home.resolve("lib/cassandra");
    }

    /**
     * Returns the path of a file of the installation, or null if it is missing: a server also runs without agent and
     * launcher.
     *
     * @param relative path below the home directory
     */
    @Nullable
    String pathIfPresent(String relative) {
        Path path = home.resolve(relative);
        return Files.exists(path) ? path.toString() : null;
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
