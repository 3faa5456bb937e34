// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** All classes of the agent's jar but the instrumentations, which need their libraries. No class sees any other. */
final class PackedClasses extends ClassLoader implements AutoCloseable {
    private final JarFile jar;
    private final Map<String, JarEntry> entries = new LinkedHashMap<>();

    PackedClasses(Path agent) throws IOException {
        super(getPlatformClassLoader());
        this.jar = new JarFile(agent.toFile());
        jar.stream()
                .filter(entry -> entry.getName().matches("(inst/)?dapper/(?!instrumentation/).*\\.class(data)?"))
                .forEach(entry -> entries.put(className(entry.getName()), entry));
    }

    private static String className(String path) {
        return path.replaceFirst("^inst/", "")
                .replaceFirst("\\.class(data)?$", "")
                .replace('/', '.');
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        JarEntry entry = entries.get(name);
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
