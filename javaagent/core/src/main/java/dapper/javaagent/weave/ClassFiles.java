// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.api.MethodNumber;
import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.Lines;
import java.io.IOException;
import java.io.InputStream;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/**
 * The class files that Byte Buddy reads while one class is woven: the class itself from the given bytes, advice and the
 * classes it calls from the agent, everything else from the library's loader.
 */
final class ClassFiles implements ClassFileLocator {
    /** The package of the advice annotations and the types of their values; relocated in the agent's jar. */
    private static final String BYTE_BUDDY = prefixOf(ClassFileVersion.class);

    /** Annotations of advice too. */
    private static final String API = prefixOf(MethodNumber.class);

    private final String woven;
    private final byte[] wovenBytes;
    private final String instrumentationPackages;
    private final ClassLoader agentLoader;
    private final @Nullable ClassLoader libraryLoader;
    private final ClassBytes classBytes;

    /** @param instrumentationPackages prefixes of internal names, joined by blanks */
    ClassFiles(
            String woven,
            byte[] wovenBytes,
            String instrumentationPackages,
            ClassLoader agentLoader,
            @Nullable ClassLoader libraryLoader,
            ClassBytes classBytes) {
        this.woven = woven;
        this.wovenBytes = wovenBytes;
        this.instrumentationPackages = instrumentationPackages;
        this.agentLoader = agentLoader;
        this.libraryLoader = libraryLoader;
        this.classBytes = classBytes;
    }

    @Override
    public Resolution locate(String name) throws IOException {
        String internalName = name.replace('.', '/');
        if (internalName.equals(woven)) {
            return new Resolution.Explicit(wovenBytes);
        }
        byte[] found = isOurs(internalName) ? ofAgent(internalName) : classBytes.find(libraryLoader, internalName);
        return found == null ? new Resolution.Illegal(name) : new Resolution.Explicit(found);
    }

    private boolean isOurs(String internalName) {
        if (internalName.startsWith("dapper/bootstrap/")
                || internalName.startsWith(API)
                || internalName.startsWith(BYTE_BUDDY)) {
            return true;
        }
        for (String prefix : instrumentationPackages.split(" ")) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String prefixOf(Class<?> type) {
        return type.getName().substring(0, type.getName().lastIndexOf('.') + 1).replace('.', '/');
    }

    private byte @Nullable [] ofAgent(String internalName) throws IOException {
        InputStream stream = agentLoader.getResourceAsStream(internalName + ".class");
        return stream == null ? null : Lines.bytes(stream);
    }

    @Override
    public void close() {}
}
