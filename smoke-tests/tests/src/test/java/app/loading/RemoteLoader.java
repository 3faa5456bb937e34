// SPDX-License-Identifier: Apache-2.0
package app.loading;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Enumeration;

/** Fetches each requested class over HTTP, and prints the requests. */
final class RemoteLoader extends ClassLoader {
    private final String name;
    private final String base;

    RemoteLoader(String name, String base) {
        super(ClassLoader.getPlatformClassLoader());
        this.name = name;
        this.base = base;
    }

    private void note(String method, String argument) {
        System.out.println("call " + name + ' ' + method + ' ' + argument);
    }

    @Override
    protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
        note("loadClass", className);
        return super.loadClass(className, resolve);
    }

    @Override
    protected Class<?> findClass(String className) throws ClassNotFoundException {
        note("findClass", className);
        try (InputStream stream = get(className.replace('.', '/') + ".class")) {
            byte[] classFile = stream.readAllBytes();
            return defineClass(className, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(className, e);
        }
    }

    private InputStream get(String path) throws IOException {
        return ((HttpURLConnection) URI.create(base + path).toURL().openConnection()).getInputStream();
    }

    @Override
    public InputStream getResourceAsStream(String path) {
        note("getResourceAsStream", path);
        InputStream ofParent = getParent().getResourceAsStream(path);
        try {
            return ofParent == null ? get(path) : ofParent;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public URL getResource(String path) {
        note("getResource", path);
        return super.getResource(path);
    }

    @Override
    public Enumeration<URL> getResources(String path) throws IOException {
        note("getResources", path);
        return super.getResources(path);
    }

    @Override
    protected URL findResource(String path) {
        note("findResource", path);
        return null;
    }

    @Override
    protected String findLibrary(String library) {
        note("findLibrary", library);
        return null;
    }
}
