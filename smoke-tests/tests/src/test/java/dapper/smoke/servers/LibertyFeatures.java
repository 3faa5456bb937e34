// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Adds features to the kernel of Open Liberty, as its featureUtility does: the whole server would be 350 MB. */
final class LibertyFeatures {
    private LibertyFeatures() {}

    /** Installs the features; may be repeated. */
    static void install(Path features, Path home) throws IOException {
        Files.createDirectories(home.resolve("lib/features"));
        for (Path feature : Deployables.filesIn(features, "")) {
            try (ZipFile archive = new ZipFile(feature.toFile())) {
                for (ZipEntry entry : Collections.list(archive.entries())) {
                    Path place = place(archive, entry, home);
                    if (place != null) {
                        copy(archive, entry, place);
                    }
                }
            }
        }
    }

    /**
     * Bundles are at the top of the archive, other files at their paths, and the manifest is named after the feature.
     */
    private static Path place(ZipFile archive, ZipEntry entry, Path home) throws IOException {
        String name = entry.getName();
        if (name.equals("OSGI-INF/SUBSYSTEM.MF")) {
            try (InputStream in = archive.getInputStream(entry)) {
                String feature = new Manifest(in).getMainAttributes().getValue("Subsystem-SymbolicName");
                return home.resolve("lib/features").resolve(feature.replaceAll(";.*", "") + ".mf");
            }
        }
        if (entry.isDirectory()) {
            return null;
        }
        if (name.startsWith("wlp/")) {
            return home.resolve(name.substring("wlp/".length()));
        }
        return name.contains("/") ? null : home.resolve("lib").resolve(name);
    }

    private static void copy(ZipFile archive, ZipEntry entry, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try (InputStream in = archive.getInputStream(entry)) {
            Files.copy(in, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
