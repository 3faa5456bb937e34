// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The checkout under test: its modules, their compiled classes and their sources. */
final class Repository {
    private static final Path ROOT = Path.of(System.getProperty("dapper.repository"));

    /** Main classes of every module that has any, by the module's folder. */
    static final Map<String, JavaClasses> MODULES = modules();

    private Repository() {}

    static Path root() {
        return ROOT;
    }

    /** All main classes of Dapper itself, without the sample applications. */
    static Stream<JavaClass> classes() {
        return MODULES.entrySet().stream()
                .filter(module -> !module.getKey().startsWith("smoke-tests/"))
                .flatMap(module -> module.getValue().stream());
    }

    /** Folders of modules, from the root. */
    static List<String> folders() {
        return find("pom.xml").stream()
                .map(pom -> ROOT.relativize(pom.getParent()).toString())
                .filter(folder -> !folder.isEmpty())
                .toList();
    }

    /** Returns the files of the repository with the given ending. */
    static List<Path> find(String end) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .filter(file -> isSource(ROOT.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.equals("target") || name.equals(".git") || name.equals("data")) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, JavaClasses> modules() {
        Map<String, JavaClasses> modules = new TreeMap<>();
        for (String folder : folders()) {
            Path classes = ROOT.resolve(folder).resolve("target/classes");
            if (Files.isDirectory(ROOT.resolve(folder).resolve("src/main/java"))) {
                modules.put(folder, new ClassFileImporter().importPath(classes));
            }
        }
        return modules;
    }
}
