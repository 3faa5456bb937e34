// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A class loader over class files made up for a test; remembers which of them were asked for. */
final class GeneratedTypes extends ClassLoader implements LoadedTypes {
    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final boolean ownFirst;
    private final List<String> reads = new ArrayList<>();

    private GeneratedTypes(ClassLoader parent, boolean ownFirst) {
        super(parent);
        this.ownFirst = ownFirst;
    }

    static GeneratedTypes below(ClassLoader parent) {
        return new GeneratedTypes(parent, false);
    }

    /** The order of web application class loaders. */
    static GeneratedTypes withItsOwnFirst(ClassLoader parent) {
        return new GeneratedTypes(parent, true);
    }

    byte[] type(String name, String superName, String... interfaces) {
        byte[] classFile = classFile(Opcodes.ACC_PUBLIC, name, superName, interfaces);
        classFiles.put(name + ".class", classFile);
        return classFile;
    }

    byte[] interfaceType(String name, String... interfaces) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
        byte[] classFile = classFile(access, name, "java/lang/Object", interfaces);
        classFiles.put(name + ".class", classFile);
        return classFile;
    }

    static byte[] classFile(int access, String name, String superName, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, access, name, null, superName, interfaces);
        writer.visitEnd();
        return writer.toByteArray();
    }

    void hide(String name) {
        classFiles.remove(name + ".class");
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = classFiles.get(name.replace('.', '/') + ".class");
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    @Override
    public @Nullable Class<?> find(ClassLoader loader, String internalName) {
        return loader instanceof GeneratedTypes types ? types.findLoadedClass(internalName.replace('/', '.')) : null;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        reads.add(name.replace(".class", ""));
        byte[] own = classFiles.get(name);
        if (own != null && ownFirst) {
            return new ByteArrayInputStream(own);
        }
        InputStream ofParent = getParent() == null ? null : getParent().getResourceAsStream(name);
        return ofParent != null || own == null ? ofParent : new ByteArrayInputStream(own);
    }

    /** The requests since the last call of this method. */
    List<String> takeReads() {
        List<String> taken = new ArrayList<>(reads);
        reads.clear();
        return taken;
    }
}
