// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.servers;

import dapper.smoke.run.Jvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The applications to deploy, built from the tests' own classes, and the servers that the build has fetched. */
final class Deployables {
    /** The folder in which the build puts servers, frameworks and bundles. */
    static final Path SERVERS = Path.of(System.getProperty("dapper.servers"));

    private Deployables() {}

    /**
     * The servlet at {@code /items}, with H2 inside.
     *
     * @param packageFolder {@code javaee} or {@code jakartaee}
     */
    static Path war(Path file, String packageFolder) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest())) {
            addClasses(out, packageFolder, "WEB-INF/classes/");
            add(out, "WEB-INF/lib/h2.jar", h2());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A servlet at {@code /items} that queries the bundle of H2. */
    static Path bundle(Path file) {
        Manifest manifest = manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "items");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", "bundle.Activator");
        attributes.putValue(
                "Import-Package", "jakarta.servlet,jakarta.servlet.http,javax.sql,org.h2.jdbcx,org.osgi.framework");
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream out = new JarOutputStream(stream, manifest)) {
            addClasses(out, "bundle", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Classes of one package. */
    static Path jar(Path file, String packageFolder) {
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream out = new JarOutputStream(stream, manifest())) {
            addClasses(out, packageFolder, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Path h2() {
        return filesIn(Path.of(System.getProperty("dapper.corpus")), "h2-").get(0);
    }

    static List<Path> filesIn(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }

    private static void addClasses(JarOutputStream out, String packageFolder, String into) throws IOException {
        for (Path file : filesIn(Path.of(Jvm.TEST_CLASSES, packageFolder), "")) {
            add(out, into + packageFolder + '/' + file.getFileName(), file);
        }
    }

    private static void add(JarOutputStream out, String entry, Path file) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        Files.copy(file, out);
    }
}
