// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The files that a module's tests start with, so that its library is really woven: a jar for the boot class path
 * (dapper.sampling, dapper.bootstrap and the module's boot classes), an agent jar without classes, and the class path of the agent's
 * isolated class loader.
 */
final class TestAgentFiles {
    private final Path directory;

    TestAgentFiles(Path directory) {
        this.directory = directory;
    }

    void write(Path classesDirectory, ModuleClasses module) throws IOException, ReflectiveOperationException {
        Files.createDirectories(directory);
        writeBootJar(module);
        writeAgentJar();
        List<String> classPath = new ArrayList<>();
        classPath.add(classesDirectory.toString());
        for (String name : new String[] {
            "dapper.javaagent.api.Instrumentation", "dapper.javaagent.weave.Weaving", "net.bytebuddy.ByteBuddy"
        }) {
            classPath.add(locationOf(name).toString());
        }
        Files.write(directory.resolve("agent.classpath"), classPath);
    }

    private void writeBootJar(ModuleClasses module) throws IOException, ReflectiveOperationException {
        try (OutputStream file = Files.newOutputStream(directory.resolve("boot.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            copyPackages("dapper.sampling.Threshold", jar);
            copyPackages("dapper.bootstrap.Tracer", jar);
            for (ClassFacts facts : module.bootClasses()) {
                copy(module.fileOf(facts), facts.name + ".class", jar);
            }
        }
    }

    /** Copies the package of this class and those below it. */
    private static void copyPackages(String className, JarOutputStream jar)
            throws IOException, ReflectiveOperationException {
        String folder = className.substring(0, className.lastIndexOf('.')).replace('.', '/');
        Path location = locationOf(className);
        if (Files.isDirectory(location)) {
            copyFolder(location, folder, jar);
        } else {
            try (FileSystem zip = FileSystems.newFileSystem(location, Map.of())) {
                copyFolder(zip.getPath("/"), folder, jar);
            }
        }
    }

    private static void copyFolder(Path root, String name, JarOutputStream jar) throws IOException {
        Path folder = root.resolve(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    String relative = folder.relativize(file).toString().replace('\\', '/');
                    copy(file, name + "/" + relative, jar);
                }
            }
        }
    }

    private static void copy(Path file, String name, JarOutputStream jar) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }

    private void writeAgentJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", "dapper.javaagent.testing.TestAgent");
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        try (OutputStream file = Files.newOutputStream(directory.resolve("agent.jar"))) {
            new JarOutputStream(file, manifest).close();
        }
    }

    private static Path locationOf(String className) throws ReflectiveOperationException {
        Class<?> type = Class.forName(className, false, TestAgentFiles.class.getClassLoader());
        try {
            URI location =
                    type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Where " + className + " comes from is not a file", e);
        }
    }
}
