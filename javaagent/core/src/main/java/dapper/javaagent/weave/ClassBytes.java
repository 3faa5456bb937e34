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
 * Finds class files through the resources of class loaders, so that no class is loaded to inspect it. Calls of a class
 * loader are not traced, because it may call another service for the file. A file that weaving needs is requested once,
 * even if the loader does not have it, as long as there is memory to cache the result.
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

    /** @param platformLoader sees all of the JDK; null if only the boot loader does */
    ClassBytes(@Nullable ClassLoader platformLoader) {
        // There is no other way to get a resource of the boot loader.
        jdk = platformLoader == null ? new ClassLoader(null) {} : platformLoader;
    }

    /** Returns null if the loader does not provide the class file. */
    byte @Nullable [] find(@Nullable ClassLoader loader, String internalName) {
        ClassLoader asked = loader == null || JdkTypes.contains(internalName) ? jdk : loader;
        ConcurrentMap<String, Reference<byte[]>> ofLoader = known.get(asked);
        Reference<byte[]> reference = ofLoader.get(internalName);
        byte[] classFile = reference == null ? null : reference.get();
        if (classFile == null) {
            byte[] found = read(asked, internalName);
            classFile = found == null ? ABSENT : found;
            ofLoader.put(internalName, new SoftReference<>(classFile));
        }
        return classFile == ABSENT ? null : classFile;
    }

    /** Like {@link #find}, without caching. */
    byte @Nullable [] read(@Nullable ClassLoader library, String internalName) {
        ClassLoader loader = library == null ? jdk : library;
        reads.incrementAndGet();
        TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
        try {
            // A URLClassLoader closes the jar of this stream when it is closed itself; it would not close a URL opened
            // here.
            InputStream stream = loader.getResourceAsStream(internalName + ".class");
            return stream == null ? null : Lines.bytes(stream);
        } catch (IOException e) {
            return null;
        } finally {
            Current.set(before);
        }
    }

    /** @param classFile as it was read, null if the loader does not have it */
    void remember(@Nullable ClassLoader loader, String internalName, byte @Nullable [] classFile) {
        known.get(loader == null ? jdk : loader)
                .put(internalName, new SoftReference<>(classFile == null ? ABSENT : classFile));
    }

    /** The number of requests to class loaders so far. */
    long reads() {
        return reads.get();
    }
}
