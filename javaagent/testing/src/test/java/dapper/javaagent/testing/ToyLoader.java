// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the toy library once more, like another application in the JVM; some of its classes may be missing or replaced.
 */
class ToyLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Set<String> missing;
    private final Map<String, byte[]> others;

    ToyLoader(String... missing) {
        this(Set.of(missing), Map.of());
    }

    /** @param others class files that replace the library's, by file name */
    ToyLoader(Map<String, byte[]> others) {
        this(Set.of(), others);
    }

    private ToyLoader(Set<String> missing, Map<String, byte[]> others) {
        super(ClassLoader.getPlatformClassLoader());
        this.missing = missing;
        this.others = others;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] classFile = stream.readAllBytes();
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] other = others.get(name);
        if (other != null) {
            return new ByteArrayInputStream(other);
        }
        boolean given = name.startsWith("toylib/") && !missing.contains(name);
        return given
                ? ToyLoader.class.getClassLoader().getResourceAsStream(name)
                : ClassLoader.getPlatformClassLoader().getResourceAsStream(name);
    }
}
