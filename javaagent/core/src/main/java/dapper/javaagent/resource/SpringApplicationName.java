// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code spring.application.name} in Spring Boot's sources and order of precedence, without a class of Spring:
 * command line, system property, environment, files beside the process, files on the class path.
 */
final class SpringApplicationName {
    static final String PROPERTY = "spring.application.name";
    private static final String[] FOLDERS = {"config/", ""};
    private static final String[] CLASS_PATH = {
        "config/", "", "BOOT-INF/classes/config/", "BOOT-INF/classes/", "WEB-INF/classes/config/", "WEB-INF/classes/"
    };
    private static final String[] NAMES = {
        "application.properties", "application.yml", "application.yaml", "bootstrap.properties", "bootstrap.yml"
    };

    private SpringApplicationName() {}

    static @Nullable String find() {
        String name = inCommandLine(System.getProperty("sun.java.command", ""));
        name = name == null ? System.getProperty(PROPERTY) : name;
        name = name == null ? System.getenv("SPRING_APPLICATION_NAME") : name;
        name = name == null ? inFolder(new File(".")) : name;
        name = name == null ? inClassPath() : name;
        return name == null ? null : Placeholders.resolve(name);
    }

    static @Nullable String inCommandLine(String command) {
        String option = "--" + PROPERTY + "=";
        int start = command.indexOf(" " + option);
        if (start < 0) {
            return null;
        }
        int value = start + 1 + option.length();
        int end = command.indexOf(' ', value);
        return command.substring(value, end < 0 ? command.length() : end);
    }

    static @Nullable String inFolder(File root) {
        for (String folder : FOLDERS) {
            for (String name : NAMES) {
                File file = new File(root, folder + name);
                String found = file.isFile() ? inFile(file) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable String inFile(File file) {
        try (InputStream in = new FileInputStream(file)) {
            return SpringSettings.applicationName(in, file.getName());
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String inClassPath() {
        for (String folder : CLASS_PATH) {
            for (String name : NAMES) {
                URL url = ClassLoader.getSystemResource(folder + name);
                String found = url == null ? null : inUrl(url, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable String inUrl(URL url, String name) {
        try {
            URLConnection connection = url.openConnection();
            // Otherwise the JDK would keep the application's jar open.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return SpringSettings.applicationName(in, name);
            }
        } catch (IOException e) {
            return null;
        }
    }
}
