// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** The classes in the constant pool of a class file (JVM specification, section 4.4). Annotations are not among them. */
final class ReferredTypes {
    private ReferredTypes() {}

    static Set<String> of(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.readLong();
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        int[] classes = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++;
                }
                default -> in.skipBytes(4);
            }
        }
        Set<String> types = new TreeSet<>();
        for (int index : classes) {
            if (index != 0) {
                String name = texts[index].replaceAll("^\\[+L?|;$", "");
                if (name.length() > 1) {
                    types.add(name);
                }
            }
        }
        return types;
    }
}
