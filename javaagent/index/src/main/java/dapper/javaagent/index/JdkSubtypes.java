// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The JDK's own subtypes of a type of the JDK, looked up at build time so that the agent never has to read a class file
 * of the JDK to find out that a {@code java.sql.CallableStatement} is a {@code java.sql.Statement}.
 */
final class JdkSubtypes {
    private @Nullable Map<String, Set<String>> directlyBelow;

    /** Internal names, without the type itself; empty for a type that is not part of the JDK. */
    Set<String> below(String internalName) {
        Set<String> found = new TreeSet<>();
        if (internalName.startsWith("java/") || internalName.startsWith("javax/")) {
            collect(internalName, found);
        }
        return found;
    }

    private void collect(String internalName, Set<String> found) {
        for (String below : hierarchy().getOrDefault(internalName, Set.of())) {
            if (found.add(below)) {
                collect(below, found);
            }
        }
    }

    private Map<String, Set<String>> hierarchy() {
        if (directlyBelow == null) {
            directlyBelow = readHierarchy();
        }
        return directlyBelow;
    }

    /**
     * Only types that an application can extend matter: the packages of the java.* modules that begin with java or
     * javax.
     */
    private static Map<String, Set<String>> readHierarchy() {
        Map<String, Set<String>> hierarchy = new HashMap<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> all = Files.list(modules)) {
            for (Path module : (Iterable<Path>) all::iterator) {
                for (String top : new String[] {"java", "javax"}) {
                    if (module.getFileName().toString().startsWith("java.") && Files.isDirectory(module.resolve(top))) {
                        readModule(module.resolve(top), hierarchy);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hierarchy;
    }

    private static void readModule(Path directory, Map<String, Set<String>> hierarchy) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    ClassReader reader = new ClassReader(Files.readAllBytes(file));
                    put(hierarchy, reader.getSuperName(), reader.getClassName());
                    for (String superInterface : reader.getInterfaces()) {
                        put(hierarchy, superInterface, reader.getClassName());
                    }
                }
            }
        }
    }

    private static void put(Map<String, Set<String>> hierarchy, @Nullable String above, String below) {
        if (above != null) {
            hierarchy.computeIfAbsent(above, key -> new HashSet<>()).add(below);
        }
    }
}
