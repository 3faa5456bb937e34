// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.inject;

import dapper.javaagent.match.ClassBytes;
import dapper.javaagent.match.ClassOutline;
import dapper.javaagent.match.ClassOutline.Member;
import dapper.javaagent.match.LibraryReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks for symbols in the class files that a class loader offers. Use once, for one loader; not thread-safe. */
final class ReferenceCheck {
    private final ClassBytes classBytes;
    private final @Nullable ClassLoader loader;
    private final Map<String, @Nullable ClassOutline> outlines = new HashMap<>();

    ReferenceCheck(@Nullable ClassLoader loader, ClassBytes classBytes) {
        this.classBytes = classBytes;
        this.loader = loader;
    }

    /** The first symbol that is missing or has a different form; null if none is missing. */
    @Nullable
    LibraryReference firstMissing(List<LibraryReference> references) {
        for (LibraryReference reference : references) {
            if (!isThere(reference)) {
                return reference;
            }
        }
        return null;
    }

    private boolean isThere(LibraryReference reference) {
        ClassOutline owner = outline(reference.owner);
        return owner != null
                && (reference.isType() || owner.isInterface() && isOfObject(reference) || hasMember(owner, reference));
    }

    private boolean hasMember(ClassOutline owner, LibraryReference reference) {
        return reference.fits(owner) && isDeclaredAtOrAbove(owner, reference);
    }

    private boolean isDeclaredAtOrAbove(ClassOutline type, LibraryReference reference) {
        for (Member member : reference.isMethod() ? type.methods() : type.fields()) {
            if (member.name.equals(reference.name) && member.descriptor.equals(reference.descriptor)) {
                return reference.fits(member);
            }
        }
        String superName = type.superName();
        if (superName != null && isDeclaredAtOrAbove(superName, reference)) {
            return true;
        }
        for (String superInterface : type.interfaces()) {
            if (isDeclaredAtOrAbove(superInterface, reference)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDeclaredAtOrAbove(String internalName, LibraryReference reference) {
        ClassOutline type = outline(internalName);
        return type != null && isDeclaredAtOrAbove(type, reference);
    }

    /** Every interface has the public methods of Object, although java.lang.Object is not a supertype of any. */
    private boolean isOfObject(LibraryReference reference) {
        return reference.isMethod() && isDeclaredAtOrAbove("java/lang/Object", reference);
    }

    private @Nullable ClassOutline outline(String internalName) {
        if (outlines.containsKey(internalName)) {
            return outlines.get(internalName);
        }
        byte[] classFile = classBytes.find(loader, internalName);
        ClassOutline outline = classFile == null ? null : new ClassOutline(classFile);
        outlines.put(internalName, outline);
        return outline;
    }
}
