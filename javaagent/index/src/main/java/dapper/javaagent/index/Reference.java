// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

/**
 * One symbol that a class needs from another.
 *
 * @param owner internal name of the type
 * @param name of the field or method, empty for the type itself
 * @param descriptor of the field or method, empty for the type itself
 */
record Reference(Kind kind, String owner, String name, String descriptor) implements Comparable<Reference> {
    /** The use of the symbol; the word appears in the index. */
    enum Kind {
        TYPE("type"),
        FIELD("field"),
        STATIC_FIELD("static-field"),
        METHOD("method"),
        STATIC_METHOD("static-method"),
        INTERFACE_METHOD("interface-method"),
        STATIC_INTERFACE_METHOD("static-interface-method"),
        /** Used through a class of ours, so the owner may be a class or an interface. */
        INHERITED_FIELD("inherited-field"),
        INHERITED_METHOD("inherited-method");

        final String word;

        Kind(String word) {
            this.word = word;
        }

        boolean isMethod() {
            return this != TYPE && this != FIELD && this != STATIC_FIELD && this != INHERITED_FIELD;
        }
    }

    static Reference type(String owner) {
        return new Reference(Kind.TYPE, owner, "", "");
    }

    Reference inheritedFrom(String other) {
        return new Reference(kind.isMethod() ? Kind.INHERITED_METHOD : Kind.INHERITED_FIELD, other, name, descriptor);
    }

    String line() {
        return kind == Kind.TYPE ? "type " + owner : kind.word + ' ' + owner + ' ' + name + ' ' + descriptor;
    }

    @Override
    public int compareTo(Reference other) {
        return line().compareTo(other.line());
    }
}
