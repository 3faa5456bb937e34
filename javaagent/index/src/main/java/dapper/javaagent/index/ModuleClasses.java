// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The compiled classes of one module. */
final class ModuleClasses {
    private static final String INSTRUMENTATION = "dapper/javaagent/api/Instrumentation";

    private final Map<String, ClassFacts> byName = new TreeMap<>();
    private final Path directory;

    private ModuleClasses(Path directory) {
        this.directory = directory;
    }

    static ModuleClasses in(Path directory) throws IOException {
        ModuleClasses classes = new ModuleClasses(directory);
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .forEach(classes::add);
        }
        classes.keepPackagesOfInstrumentations();
        return classes;
    }

    private void add(Path file) {
        try {
            ClassFacts facts = ClassFactsReader.read(Files.readAllBytes(file));
            byName.put(facts.name, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Only classes in the package of a definition or below belong to the agent; elsewhere tests keep their toy library.
     */
    private void keepPackagesOfInstrumentations() {
        List<String> packages =
                instrumentations().stream().map(ClassFacts::packageName).toList();
        byName.keySet().removeIf(name -> packages.stream().noneMatch(each -> name.startsWith(each + '/')));
    }

    @Nullable
    ClassFacts find(String internalName) {
        return byName.get(internalName);
    }

    Path fileOf(ClassFacts facts) {
        return directory.resolve(facts.name + ".class");
    }

    /** Definitions of instrumentations, in the order of their names. */
    List<ClassFacts> instrumentations() {
        return byName.values().stream()
                .filter(facts -> !facts.isAbstract())
                .filter(this::isInstrumentation)
                .toList();
    }

    boolean isInstrumentation(ClassFacts facts) {
        ClassFacts parent = facts.superName == null ? null : byName.get(facts.superName);
        return facts.interfaces.contains(INSTRUMENTATION) || parent != null && isInstrumentation(parent);
    }

    List<ClassFacts> bootClasses() {
        List<ClassFacts> boot = new ArrayList<>(byName.values());
        boot.removeIf(facts -> !isBoot(facts.name));
        return boot;
    }

    /** Returns whether the class lives in the boot class loader at run time. */
    static boolean isBoot(String internalName) {
        return ClassFacts.packageOf(internalName).endsWith("/boot");
    }
}
