// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * An application, compiled with the Micronaut on the test's class path: its annotation processor writes classes that no
 * other major version can load.
 */
final class CompiledApplication {
    private CompiledApplication() {}

    /** @param source a resource */
    static URLClassLoader compile(String source, Path folder) {
        ClassLoader loader = CompiledApplication.class.getClassLoader();
        String path = System.getProperty("java.class.path");
        List<String> options = List.of("-cp", path, "-processorpath", path, "-parameters", "-d", folder.toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var sources =
                    files.getJavaFileObjects(Path.of(loader.getResource(source).toURI()));
            if (!compiler.getTask(null, files, null, options, null, sources).call()) {
                throw new IllegalStateException(source + " does not compile; see the output of the compiler");
            }
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
