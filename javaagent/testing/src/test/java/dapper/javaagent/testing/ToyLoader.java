// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads the toy library once more, as another application in the JVM would; some of its classes may be missing. */
final class ToyLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Set<String> missing;

    ToyLoader(String... missing) {
        super(ClassLoader.getPlatformClassLoader());
        this.missing = Set.of(missing);
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
        boolean given = name.startsWith("toylib/") && !missing.contains(name);
        return given
                ? ToyLoader.class.getClassLoader().getResourceAsStream(name)
                : ClassLoader.getPlatformClassLoader().getResourceAsStream(name);
    }
}
