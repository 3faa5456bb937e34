// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/** A class loader over class files made up for a test; remembers what it was asked for. It gives no class file away. */
final class GeneratedTypes extends ClassLoader {
    private final Map<String, byte[]> classFiles = new HashMap<>();
    private final boolean ownFirst;
    private final List<String> loads = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();

    private GeneratedTypes(ClassLoader parent, boolean ownFirst) {
        super(parent);
        this.ownFirst = ownFirst;
    }

    static GeneratedTypes below(ClassLoader parent) {
        return new GeneratedTypes(parent, false);
    }

    /** As web applications are loaded. */
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

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        loads.add(name.replace('.', '/'));
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        return ownFirst && classFiles.containsKey(name.replace('.', '/') + ".class")
                ? findClass(name)
                : super.loadClass(name, resolve);
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
    public InputStream getResourceAsStream(String name) {
        reads.add(name);
        return null;
    }

    /** Types that were to be loaded since the last call of this, without those of the JDK. */
    List<String> takeLoads() {
        List<String> taken = new ArrayList<>(loads);
        taken.removeIf(name -> name.startsWith("java/"));
        loads.clear();
        return taken;
    }

    /** Resources that were asked for. */
    List<String> reads() {
        return reads;
    }
}
