// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Builds small jars for {@code -javaagent} from the tests' own classes, and reads the product's jar. */
final class AgentJar {
    private AgentJar() {}

    /** With all classes of the agent's package. */
    static Path of(Class<?> agent, Path folder) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", agent.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve(agent.getSimpleName() + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String packageFolder = agent.getPackageName().replace('.', '/');
            Path classes = Path.of(
                    agent.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (var files = Files.list(classes.resolve(packageFolder))) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    out.putNextEntry(new JarEntry(packageFolder + '/' + file.getFileName()));
                    Files.copy(file, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return jar;
    }

    /** The lines of a text file in a jar. */
    static List<String> lines(String jar, String entry) {
        try (JarFile file = new JarFile(jar)) {
            ZipEntry found = file.getEntry(entry);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            file.getInputStream(found).transferTo(text);
            return text.toString(java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
