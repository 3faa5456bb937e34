// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

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
 * Finds class files through the resources of class loaders, so that no class is loaded for that. The requests are not
 * traced, because the class loader may call another service. A class file that weaving needs is requested once, also if
 * the loader does not have it, as long as there is memory to remember the result. It is not requested at all if its class
 * was loaded, or read to match another class, before. Threads that need the same class file share one {@link Reading}.
 */
public final class ClassBytes {
    private static final byte[] ABSENT = new byte[0];

    private final ClassLoader jdk;
    private final AtomicLong reads = new AtomicLong();
    private final WeakLoaderMap<ConcurrentMap<String, Reference<byte[]>>> known =
            new WeakLoaderMap<ConcurrentMap<String, Reference<byte[]>>>() {
                @Override
                protected ConcurrentMap<String, Reference<byte[]>> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    private final WeakLoaderMap<ConcurrentMap<String, Reading>> readings =
            new WeakLoaderMap<ConcurrentMap<String, Reading>>() {
                @Override
                protected ConcurrentMap<String, Reading> create() {
                    return new ConcurrentHashMap<>();
                }
            };

    /** @param platformLoader sees all of the JDK; null if only the boot loader does */
    public ClassBytes(@Nullable ClassLoader platformLoader) {
        // There is no other way to get a resource of the boot loader.
        jdk = platformLoader == null ? new ClassLoader(null) {} : platformLoader;
    }

    /** Returns null if the loader does not provide the class file. */
    public byte @Nullable [] find(@Nullable ClassLoader loader, String internalName) {
        ClassLoader asked = loader == null || JdkTypes.contains(internalName) ? jdk : loader;
        byte[] classFile = known(asked, internalName);
        return present(classFile == null ? read(asked, internalName, true) : classFile);
    }

    /** As {@link #find}, without remembering what had to be read. */
    public byte @Nullable [] peek(@Nullable ClassLoader library, String internalName) {
        ClassLoader loader = library == null ? jdk : library;
        byte[] classFile = known(loader, internalName);
        return present(classFile == null ? read(loader, internalName, false) : classFile);
    }

    @SuppressWarnings("ReferenceEquality") // a marker
    private static byte @Nullable [] present(byte[] classFile) {
        return classFile == ABSENT ? null : classFile;
    }

    /** Null if nothing is remembered. */
    private byte @Nullable [] known(ClassLoader loader, String internalName) {
        ConcurrentMap<String, Reference<byte[]>> ofLoader = known.find(loader);
        Reference<byte[]> reference = ofLoader == null ? null : ofLoader.get(internalName);
        return reference == null ? null : reference.get();
    }

    private byte[] read(ClassLoader loader, String internalName, boolean remembered) {
        ConcurrentMap<String, Reading> ofLoader = readings.get(loader);
        Reading own = new Reading();
        Reading other = ofLoader.putIfAbsent(internalName, own);
        byte[] classFile = other == null ? null : other.await();
        if (classFile != null) {
            return classFile;
        }
        try {
            // Another thread may have ended its reading meanwhile.
            classFile = known(loader, internalName);
            if (classFile == null) {
                classFile = read(loader, internalName);
            }
            own.end(classFile);
            if (remembered) {
                remember(loader, internalName, classFile);
            }
            return classFile;
        } finally {
            ofLoader.remove(internalName, own);
        }
    }

    /** Returns {@link #ABSENT} if the loader does not have it. */
    private byte[] read(ClassLoader loader, String internalName) {
        reads.incrementAndGet();
        TraceContext before = Current.swap(UnsampledContext.SUPPRESSED);
        try {
            // A URLClassLoader closes the jar of this stream when it is closed itself; it would not close a URL opened
            // here.
            InputStream stream = loader.getResourceAsStream(internalName + ".class");
            return stream == null ? ABSENT : Lines.bytes(stream);
        } catch (IOException e) {
            return ABSENT;
        } finally {
            Current.set(before);
        }
    }

    /** @param classFile as it was read or loaded, null if the loader does not have it */
    public void remember(@Nullable ClassLoader loader, String internalName, byte @Nullable [] classFile) {
        known.get(loader == null ? jdk : loader)
                .put(internalName, new SoftReference<>(classFile == null ? ABSENT : classFile));
    }

    /** The number of requests to class loaders so far. */
    public long reads() {
        return reads.get();
    }
}
