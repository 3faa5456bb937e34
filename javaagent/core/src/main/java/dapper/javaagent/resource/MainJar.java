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
    private MainJar() {}

    static String serviceName(File jar) {
        String title = title(jar);
        String name = jar.getName();
        return title == null ? name.substring(0, name.lastIndexOf('.')) : title;
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
