// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class loader of a web application with its own copy of the API, and of {@code app.manual}. */
final class ApplicationLoader extends URLClassLoader {
    ApplicationLoader() throws IOException {
        super(urls(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.contains("opentelemetry-") && path.endsWith(".jar") || path.endsWith("test-classes")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }

    Runnable application(String name) throws ReflectiveOperationException {
        return (Runnable)
                loadClass("app.manual." + name).getDeclaredConstructor().newInstance();
    }
}
