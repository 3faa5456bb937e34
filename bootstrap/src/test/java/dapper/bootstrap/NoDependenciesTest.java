// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The boot class loader finds only java.base (other modules of the JDK may be absent), this module and {@code dapper.sampling}. */
class NoDependenciesTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void refersToNothingElse() throws Exception {
        Set<String> foreign = new TreeSet<>();
        for (Path file : classFiles()) {
            for (String type : ReferredTypes.of(Files.readAllBytes(file))) {
                if (!type.startsWith("dapper/bootstrap/")
                        && !type.startsWith("dapper/sampling/")
                        && !isJavaBase(type)) {
                    foreign.add(CLASSES.relativize(file) + " -> " + type);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void isCompiledForJava8() throws Exception {
        for (Path file : classFiles()) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(bytes[7]).as(file.toString()).isEqualTo((byte) 52);
        }
    }

    private static List<Path> classFiles() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(found).hasSizeGreaterThan(20);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJavaBase(String type) {
        if (!type.startsWith("java/")) {
            return false;
        }
        try {
            return "java.base"
                    .equals(Class.forName(type.replace('/', '.'), false, null)
                            .getModule()
                            .getName());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
