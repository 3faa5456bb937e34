// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import org.jspecify.annotations.Nullable;

/** A symbol of the library that an instrumentation uses. */
public final class LibraryReference {
    private final String kind;
    public final String owner;
    /** Empty for the type itself. */
    public final String name;

    public final String descriptor;

    private LibraryReference(String kind, String owner, String name, String descriptor) {
        this.kind = kind;
        this.owner = owner;
        this.name = name;
        this.descriptor = descriptor;
    }

    /** @param line a kind from the build's Reference.Kind, and its arguments */
    static LibraryReference of(String[] line) {
        return line.length == 2
                ? new LibraryReference(line[0], line[1], "", "")
                : new LibraryReference(line[0], line[1], line[2], line[3]);
    }

    public boolean isType() {
        return name.isEmpty();
    }

    public boolean isMethod() {
        return kind.endsWith("method");
    }

    /** Returns whether a member that was found is used in the right way. */
    public boolean fits(ClassOutline.Member member) {
        return kind.startsWith("inherited") || member.isStatic() == kind.startsWith("static");
    }

    /** A method called on a class that became an interface, or the other way round, does not link. */
    public boolean fits(ClassOutline ownerOutline) {
        return kind.startsWith("inherited")
                || !isMethod()
                || ownerOutline.isInterface() == kind.endsWith("interface-method");
    }

    @Override
    public String toString() {
        return describe(owner, name, descriptor);
    }

    private static String describe(String owner, String name, @Nullable String descriptor) {
        String type = owner.replace('/', '.');
        return name.isEmpty() ? type : type + '.' + name + (descriptor == null ? "" : descriptor);
    }
}
