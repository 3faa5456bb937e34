// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.ClassOutline;
import dapper.javaagent.match.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the supertypes of injected classes through the agent and the library, without loading them. */
final class SuperTypes {
    private final ClassLoader agentLoader;
    private final ClassLoader libraryLoader;
    private final ClassBytes classBytes;

    SuperTypes(ClassLoader agentLoader, ClassLoader libraryLoader, ClassBytes classBytes) {
        this.classBytes = classBytes;
        this.agentLoader = agentLoader;
        this.libraryLoader = libraryLoader;
    }

    boolean isBelowAny(String internalName, Set<String> types) {
        if (types.isEmpty() || internalName.startsWith("java/")) {
            return false;
        }
        byte[] classFile = ofAgent(internalName);
        if (classFile == null) {
            classFile = classBytes.find(libraryLoader, internalName);
        }
        return classFile != null && isBelowAny(new ClassOutline(classFile), types);
    }

    private boolean isBelowAny(ClassOutline type, Set<String> types) {
        String superName = type.superName();
        if (superName != null && (types.contains(superName) || isBelowAny(superName, types))) {
            return true;
        }
        for (String superInterface : type.interfaces()) {
            if (types.contains(superInterface) || isBelowAny(superInterface, types)) {
                return true;
            }
        }
        return false;
    }

    private byte @Nullable [] ofAgent(String internalName) {
        try {
            InputStream stream = agentLoader.getResourceAsStream(internalName + ".class");
            return stream == null ? null : Lines.bytes(stream);
        } catch (IOException e) {
            return null;
        }
    }
}
