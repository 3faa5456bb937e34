// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import dapper.bootstrap.UnsampledContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds class files of libraries through the resources of class loaders, so that no class is loaded to learn about it. Only
 * for classes that are to be woven. A class loader is asked for each file once, whether it has it or not, as long as there is
 * memory to remember that, and without being traced: it may call another service for it.
 */
final class ClassBytes {
    private static final byte[] ABSENT = new byte[0];

    private final ClassLoader jdk;
    private final AtomicLong reads = new AtomicLong();
    private final WeakLoaderMap<ConcurrentMap<String, Reference<byte[]>>> known =
            new WeakLoaderMap<ConcurrentMap<String, Reference<byte[]>>>() {
                @Override
                ConcurrentMap<String, Reference<byte[]>> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    /** @param platformLoader sees all of the JDK; null where only the boot loader does */
    ClassBytes(@Nullable ClassLoader platformLoader) {
        // There is no other way to ask the boot loader for a resource.
        jdk = platformLoader == null ? new ClassLoader(null) {} : platformLoader;
    }

    /** Null if the loader does not give the class file away. */
    byte @Nullable [] find(@Nullable ClassLoader loader, String internalName) {
        ClassLoader asked = loader == null || JdkTypes.contains(internalName) ? jdk : loader;
        ConcurrentMap<String, Reference<byte[]>> ofLoader = known.get(asked);
        Reference<byte[]> reference = ofLoader.get(internalName);
        byte[] classFile = reference == null ? null : reference.get();
        if (classFile == null) {
            classFile = read(asked, internalName);
            ofLoader.put(internalName, new SoftReference<>(classFile));
        }
        return classFile == ABSENT ? null : classFile;
    }

    private byte[] read(ClassLoader loader, String internalName) {
        reads.incrementAndGet();
        TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
        try {
            // A URLClassLoader closes the jar behind this stream when it is closed itself; a URL opened here would not.
            InputStream stream = loader.getResourceAsStream(internalName + ".class");
            return stream == null ? ABSENT : Lines.bytes(stream);
        } catch (IOException e) {
            return ABSENT;
        } finally {
            Current.set(before);
        }
    }

    /** How often a class loader was asked so far. */
    long reads() {
        return reads.get();
    }
}
