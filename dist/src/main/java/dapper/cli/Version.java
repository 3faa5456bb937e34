// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version and commit of this build; the build writes the resource. */
record Version(String version, String commit) {

    static Version ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(properties.getProperty("version", "unknown"), properties.getProperty("commit", "unknown"));
    }

    /** Returns lines for the terminal, with the Java that runs this process. */
    String text() {
        return String.join(
                System.lineSeparator(),
                "dapper " + version,
                "commit " + commit,
                "java   " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.home") + ")");
    }
}
