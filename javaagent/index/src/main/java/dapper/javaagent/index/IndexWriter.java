// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import dapper.javaagent.api.TypeInstrumentation.MethodAdvice;
import dapper.javaagent.api.TypeInstrumentation.Relation;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the index of one module: {@code META-INF/dapper/instrumentations.index}, which is read when the agent starts
 * and holds only the data for matching, and one {@code META-INF/dapper/<definition>.details} per instrumentation, which
 * is read when a target appears. The formats are lines of words; concatenated indexes are an index.
 *
 * <pre>
 * instrumentation dapper.instrumentation.servlet.v3_0.ServletInstrumentation servlet
 * exact 0 javax/servlet/http/HttpServlet       0: position in Instrumentation.types()
 * below 1 javax/servlet/Filter
 * annotated 2 com/acme/Traced                  an annotation of methods
 * configured 3 *                               classes that the operator names
 * needs javax/servlet/ServletRequest           a type that the details refer to
 * </pre>
 */
final class IndexWriter {
    private static final String RESOURCES = "META-INF/dapper";

    private final Path classesDirectory;
    private final ModuleClasses module;
    private final JdkSubtypes jdkSubtypes = new JdkSubtypes();

    IndexWriter(Path classesDirectory, ModuleClasses module) {
        this.classesDirectory = classesDirectory;
        this.module = module;
    }

    /** Returns the names of the instrumentations found. */
    List<String> write() throws IOException, ReflectiveOperationException {
        new BootRules(module).check();
        List<String> names = new ArrayList<>();
        List<String> index = new ArrayList<>();
        URL[] classPath = {classesDirectory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classPath, Instrumentation.class.getClassLoader())) {
            for (ClassFacts definition : module.instrumentations()) {
                Instrumentation instrumentation = Class.forName(definition.dotted(), true, loader)
                        .asSubclass(Instrumentation.class)
                        .getDeclaredConstructor()
                        .newInstance();
                names.add(instrumentation.name());
                List<String> details = details(definition, instrumentation);
                index.addAll(index(definition, instrumentation));
                index.addAll(needs(details));
                writeLines(definition.dotted() + ".details", details);
            }
        }
        if (names.isEmpty()) {
            throw new RuleBroken("No instrumentation found: " + classesDirectory
                    + " has no class that implements dapper.javaagent.api.Instrumentation.");
        }
        writeLines("instrumentations.index", index);
        return names;
    }

    private List<String> index(ClassFacts definition, Instrumentation instrumentation) {
        if (!instrumentation.name().matches("[a-z0-9]+([-.][a-z0-9]+)*")) {
            throw new RuleBroken("Instrumentation " + definition.dotted() + ": the name \"" + instrumentation.name()
                    + "\" is not lower case words joined by hyphens.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("instrumentation " + definition.dotted() + ' ' + instrumentation.name());
        List<TypeInstrumentation> types = instrumentation.types();
        for (int i = 0; i < types.size(); i++) {
            TypeInstrumentation type = types.get(i);
            Set<String> names = new LinkedHashSet<>();
            for (String typeName : type.typeNames()) {
                String internalName = typeName.replace('.', '/');
                names.add(internalName);
                if (type.relation() == Relation.BELOW) {
                    names.addAll(jdkSubtypes.below(internalName));
                }
            }
            for (String name : names) {
                lines.add(type.relation().name().toLowerCase(Locale.ROOT) + ' ' + i + ' ' + name);
            }
        }
        return lines;
    }

    /** The library's types whose class files are read before anything is woven. */
    private static List<String> needs(List<String> details) {
        Set<String> owners = new TreeSet<>();
        for (String line : details) {
            String[] words = line.split(" ");
            if (!words[0].equals("advice") && !words[0].equals("inject") && !words[1].matches("(java|jdk|sun)/.*")) {
                owners.add("needs " + words[1]);
            }
        }
        return new ArrayList<>(owners);
    }

    private List<String> details(ClassFacts definition, Instrumentation instrumentation) {
        Map<String, ClassFacts> advice = new LinkedHashMap<>();
        for (TypeInstrumentation type : instrumentation.types()) {
            for (MethodAdvice methodAdvice : type.advice()) {
                String name = methodAdvice.adviceClass();
                ClassFacts facts = module.find(name.replace('.', '/'));
                if (facts == null) {
                    throw new RuleBroken("Instrumentation " + definition.dotted() + " names the advice " + name
                            + ", and there is no such class. A nested class is written with $.");
                }
                advice.put(name, facts);
            }
        }
        AdviceRules rules = new AdviceRules(module);
        advice.values().forEach(rules::check);
        List<ClassFacts> injected = new InjectedClasses(module).reachableFrom(advice.values());
        List<ClassFacts> all = new ArrayList<>(advice.values());
        all.addAll(injected);

        List<String> lines = new ArrayList<>();
        advice.keySet().forEach(name -> lines.add("advice " + name));
        injected.forEach(facts -> lines.add("inject " + facts.name));
        new LibraryReferences(module).of(all).forEach(reference -> lines.add(reference.line()));
        return lines;
    }

    private void writeLines(String file, List<String> lines) throws IOException {
        Path directory = Files.createDirectories(classesDirectory.resolve(RESOURCES));
        Files.writeString(directory.resolve(file), String.join("\n", lines) + '\n');
    }
}
