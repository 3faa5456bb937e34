// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.PermissionCollection;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes that cannot be on the boot class path with the rest of the agent: instrumentations, which refer
 * to libraries of the application, and gRPC, which calls its classes' loader. They are stored in the agent's jar as
 * {@code inst/*.classdata}, so that no application can see them.
 *
 * <p>Its parent sees the JDK and the boot class path, but nothing of the application.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "inst/";

    static {
        registerAsParallelCapable();
    }

    /**
     * With a security manager, the agent is trusted like the boot class path, which holds its other half: the operator
     * chose it. The policy covers only the application and would deny it everything.
     */
    private static final ProtectionDomain TRUSTED = new ProtectionDomain(null, everything());

    private final ZipFile jar;

    AgentClassLoader(File jar) throws IOException {
        super(platform());
        this.jar = new ZipFile(jar);
    }

    /** The platform or extension class loader: the topmost parent of the application's. */
    private static @Nullable ClassLoader platform() {
        ClassLoader application = ClassLoader.getSystemClassLoader();
        ClassLoader top = application;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return application.getParent() == null ? null : top;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dapper.") || jar.getEntry(entryName(name.replace('.', '/') + ".class")) == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = read(name.replace('.', '/') + ".class");
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length, TRUSTED);
    }

    private static PermissionCollection everything() {
        PermissionCollection permissions = new Permissions();
        permissions.add(new AllPermission());
        return permissions;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] content = read(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }

    private byte @Nullable [] read(String name) {
        ZipEntry entry = jar.getEntry(entryName(name));
        if (entry == null && name.startsWith("dapper/")) {
            // Class files of the boot loader's classes: it finds those classes in this jar, but not as resources.
            entry = jar.getEntry(name);
        }
        if (entry == null) {
            return null;
        }
        try (InputStream stream = jar.getInputStream(entry)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream(Math.max(32, (int) entry.getSize()));
            byte[] buffer = new byte[4096];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                content.write(buffer, 0, read);
            }
            return content.toByteArray();
        } catch (IOException e) {
            return null;
        }
    }

    private static String entryName(String name) {
        return FOLDER
                + (name.endsWith(".class") ? name.substring(0, name.length() - "class".length()) + "classdata" : name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        if (jar.getEntry(entryName(name)) == null) {
            return null;
        }
        try {
            return new URL("dapper", "", -1, '/' + name, new Handler());
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL url = findResource(name);
        return url == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(url));
    }

    /** Reads URLs of this class loader; the JDK's own handler for jars would open and cache the jar once more. */
    private final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    byte[] content = read(url.getPath().substring(1));
                    if (content == null) {
                        throw new IOException("the agent's jar has no " + url.getPath());
                    }
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
