// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Delegates only {@code java.} and defines the guest; it records the requested names. */
final class FilteringLoader extends ClassLoader {
    final List<String> asked = new ArrayList<>();

    FilteringLoader() {
        super(FilteringLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        asked.add(name);
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(Guest.class.getName())) {
            throw new ClassNotFoundException(name + " is filtered");
        }
        try (InputStream stream = Guest.class.getResourceAsStream("Guest.class")) {
            byte[] classFile = stream.readAllBytes();
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
