// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few parts of a class file that matching and the reference check need, read without parsing the rest (JVMS 4.1).
 * Unlike a full parser it accepts class files of any version. Malformed bytes end in an IndexOutOfBoundsException.
 */
public final class ClassOutline {
    private static final int UTF8 = 1;
    private static final int ACC_STATIC = 0x0008;
    private static final int ACC_FINAL = 0x0010;
    private static final int ACC_INTERFACE = 0x0200;
    private static final String[] NO_INTERFACES = new String[0];

    private final byte[] bytes;
    private final int[] constants;
    private final int access;
    private final @Nullable String superName;
    private final String[] interfaces;
    private final int members;

    public ClassOutline(byte[] bytes) {
        this.bytes = bytes;
        this.constants = new int[u2(8)];
        int at = readConstants();
        this.access = u2(at);
        int superIndex = u2(at + 4);
        this.superName = superIndex == 0 ? null : className(superIndex);
        int count = u2(at + 6);
        this.interfaces = count == 0 ? NO_INTERFACES : new String[count];
        for (int i = 0; i < count; i++) {
            interfaces[i] = className(u2(at + 8 + 2 * i));
        }
        this.members = at + 8 + 2 * count;
    }

    /** Stores the start of each constant; returns the end of the constant pool. */
    private int readConstants() {
        int at = 10;
        for (int i = 1; i < constants.length; i++) {
            constants[i] = at + 1;
            switch (bytes[at]) {
                case UTF8:
                    at += 3 + u2(at + 1);
                    break;
                case 5: // Long
                case 6: // Double
                    at += 9;
                    i++;
                    break;
                case 7: // Class
                case 8: // String
                case 16: // MethodType
                case 19: // Module
                case 20: // Package
                    at += 3;
                    break;
                case 15: // MethodHandle
                    at += 4;
                    break;
                default:
                    at += 5;
            }
        }
        return at;
    }

    private int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    private String className(int index) {
        return utf8(u2(constants[index]));
    }

    private String utf8(int index) {
        int at = constants[index];
        String text = new String(bytes, at + 2, u2(at), StandardCharsets.UTF_8);
        // Class files encode two kinds of characters differently (JVMS 4.4.7), which leave this mark.
        return text.indexOf('\uFFFD') < 0 ? text : modifiedUtf8(at, text);
    }

    private String modifiedUtf8(int at, String otherwise) {
        try {
            return new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at)).readUTF();
        } catch (IOException e) {
            return otherwise; // the JVM will refuse the class
        }
    }

    /** Returns whether the constant pool has this text, in UTF-8. A false positive is possible. */
    boolean hasConstant(byte[] text) {
        for (int at : constants) {
            if (at > 0 && bytes[at - 1] == UTF8 && u2(at) == text.length && isAt(at + 2, text)) {
                return true;
            }
        }
        return false;
    }

    /** From the end: names of packages are the same in many texts. */
    private boolean isAt(int start, byte[] text) {
        int i = text.length - 1;
        while (i >= 0 && bytes[start + i] == text[i]) {
            i--;
        }
        return i < 0;
    }

    public boolean isInterface() {
        return (access & ACC_INTERFACE) != 0;
    }

    boolean isFinal() {
        return (access & ACC_FINAL) != 0;
    }

    /** Internal name; null for java.lang.Object only. */
    @Nullable
    public String superName() {
        return superName;
    }

    public String[] interfaces() {
        return interfaces;
    }

    /** The types loaded together with the class, in the JVM's order of loading: interfaces first. */
    String[] superTypes() {
        if (superName == null) {
            return interfaces;
        }
        String[] all = Arrays.copyOf(interfaces, interfaces.length + 1);
        all[interfaces.length] = superName;
        return all;
    }

    public List<Member> fields() {
        List<Member> fields = new ArrayList<>();
        readMembers(members, fields);
        return fields;
    }

    public List<Member> methods() {
        List<Member> methods = new ArrayList<>();
        readMembers(readMembers(members, new ArrayList<Member>()), methods);
        return methods;
    }

    /** Returns the end of the members. */
    private int readMembers(int start, List<Member> into) {
        int count = u2(start);
        int at = start + 2;
        for (int i = 0; i < count; i++) {
            into.add(new Member(u2(at), utf8(u2(at + 2)), utf8(u2(at + 4))));
            int attributes = u2(at + 6);
            at += 8;
            for (int j = 0; j < attributes; j++) {
                at += 6 + u4(at + 2);
            }
        }
        return at;
    }

    /** A field or a method. */
    public static final class Member {
        private final int access;
        public final String name;
        public final String descriptor;

        Member(int access, String name, String descriptor) {
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        public boolean isStatic() {
            return (access & ACC_STATIC) != 0;
        }
    }
}
