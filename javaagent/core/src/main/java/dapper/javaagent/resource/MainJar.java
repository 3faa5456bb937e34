// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The jar that {@code java -jar} runs: its manifest's title, or else its file name, names the service. */
final class MainJar {
    private static final String SUFFIX = ".jar";

    private MainJar() {}

    static @Nullable String serviceName() {
        File jar = find(System.getProperty("sun.java.command", ""), System.getProperty("java.class.path", ""));
        return jar == null ? null : serviceName(jar);
    }

    /** With {@code -jar}, the class path is exactly the jar, and the command begins with it. */
    static @Nullable File find(String command, String classPath) {
        boolean runsIt =
                classPath.endsWith(SUFFIX) && (command.equals(classPath) || command.startsWith(classPath + " "));
        return runsIt ? new File(classPath) : null;
    }

    static String serviceName(File jar) {
        String title = title(jar);
        String name = jar.getName();
        return title == null ? name.substring(0, name.length() - SUFFIX.length()) : title;
    }

    private static @Nullable String title(File jar) {
        try (JarFile file = new JarFile(jar, false)) {
            Manifest manifest = file.getManifest();
            String title = manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_TITLE);
            return title == null || title.trim().isEmpty() ? null : title.trim();
        } catch (IOException e) {
            return null;
        }
    }
}
