// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The command line that started the JVM, from {@code sun.java.command}: the main class or jar, and arguments. */
final class LaunchCommand {
    private final String main;
    private final List<String> arguments;
    private final boolean jar;
    private final Properties properties;

    /**
     * @param command value of {@code sun.java.command}; its words are joined by single spaces, and nothing is quoted
     * @param classPath exactly the jar if {@code -jar} was used
     * @param properties system properties
     */
    LaunchCommand(String command, String classPath, Properties properties) {
        this.properties = properties;
        this.jar = isArchive(classPath) && (command.equals(classPath) || command.startsWith(classPath + ' '));
        int space = command.indexOf(' ');
        int end = jar ? classPath.length() : space < 0 ? command.length() : space;
        this.main = command.substring(0, end);
        String rest = command.substring(end).trim();
        this.arguments = rest.isEmpty() ? Collections.<String>emptyList() : Arrays.asList(rest.split(" "));
    }

    static LaunchCommand ofThisJvm() {
        return new LaunchCommand(
                System.getProperty("sun.java.command", ""),
                System.getProperty("java.class.path", ""),
                System.getProperties());
    }

    private static boolean isArchive(String path) {
        return path.endsWith(".jar") || path.endsWith(".war");
    }

    /** The file of {@code java -jar}, or null. */
    @Nullable
    File jar() {
        return jar ? new File(main) : null;
    }

    /** @param fileName the name or its beginning, without the version */
    boolean runsJar(String fileName) {
        return jar && new File(main).getName().startsWith(fileName);
    }

    /** The full name of the main class, without the module that {@code java -m} puts before it; or null. */
    @Nullable
    String mainClass() {
        return jar || main.isEmpty() ? null : main.substring(main.indexOf('/') + 1);
    }

    boolean runs(String mainClass) {
        return mainClass.equals(mainClass());
    }

    List<String> arguments() {
        return arguments;
    }

    /** A system property. Servers accept some of them after the main class and set them later, so those count too. */
    @Nullable
    String property(String name) {
        String argument = argument("-D" + name + "=");
        return argument == null ? properties.getProperty(name) : argument;
    }

    /** The text after the prefix in the first argument that begins with it, or null. */
    @Nullable
    String argument(String prefix) {
        for (String each : arguments) {
            if (each.startsWith(prefix)) {
                return each.substring(prefix.length());
            }
        }
        return null;
    }
}
