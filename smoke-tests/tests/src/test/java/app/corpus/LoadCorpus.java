// SPDX-License-Identifier: Apache-2.0
package app.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Loads and links every class of a folder of jars through one class loader and records the result of each:
 * {@code LoadCorpus <folder> <file>}. No class is initialised.
 */
public final class LoadCorpus {
    private LoadCorpus() {}

    public static void main(String[] arguments) throws Exception {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.sorted().toList();
        }
        List<URL> urls = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
            names.addAll(classes(jar));
        }
        try (URLClassLoader loader =
                        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                PrintStream out = new PrintStream(arguments[1])) {
            Observer.corpus = loader;
            long start = System.nanoTime();
            for (String name : names) {
                out.println(name + '\t' + fate(name, loader));
            }
            long nanos = System.nanoTime() - start;
            System.out.println("classes " + names.size());
            System.out.println("milliseconds " + nanos / 1_000_000);
            System.out.println("CPU in the agent: " + cpuPerClass());
            for (String changed : Observer.CHANGED) {
                System.out.println("changed " + changed + ' '
                        + superTypes(Class.forName(changed.replace('/', '.'), false, loader)));
            }
        }
    }

    private static String cpuPerClass() {
        long[] nanos = Observer.NANOS.values().stream()
                .mapToLong(each -> each)
                .sorted()
                .toArray();
        return nanos.length == 0
                ? "none"
                : String.format(
                        "mean %d ns, median %d ns, 99 %% below %d ns a class",
                        LongStream.of(nanos).sum() / nanos.length,
                        nanos[nanos.length / 2],
                        nanos[nanos.length * 99 / 100]);
    }

    private static List<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/") && !name.contains("-"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    /**
     * Returns a digest of the class as reflection sees it, or the reason why it cannot be used. Reflection links, and
     * linking verifies.
     */
    private static String fate(String name, ClassLoader loader) {
        try {
            return Integer.toHexString(shape(Class.forName(name, false, loader)));
        } catch (Throwable e) {
            // Without its message: the JVM chooses which of several missing types comes first.
            return e.getClass().getName();
        }
    }

    private static int shape(Class<?> type) {
        // Sums, because the JVM chooses the order of members.
        int shape = type.getModifiers();
        for (Method method : type.getDeclaredMethods()) {
            shape += method.toString().hashCode();
        }
        for (Field field : type.getDeclaredFields()) {
            shape += field.toString().hashCode();
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            shape += constructor.toString().hashCode();
        }
        return shape * 31 + superTypes(type).hashCode();
    }

    /** Returns the class and all its supertypes, by internal name. */
    private static String superTypes(Class<?> type) {
        Set<String> all = new TreeSet<>();
        collect(type, all);
        return String.join(" ", all).replace('.', '/');
    }

    private static void collect(Class<?> type, Set<String> into) {
        if (type != null && into.add(type.getName())) {
            collect(type.getSuperclass(), into);
            for (Class<?> superInterface : type.getInterfaces()) {
                collect(superInterface, into);
            }
        }
    }
}
