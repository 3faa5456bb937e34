// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.method.MethodTable;
import dapper.bootstrap.method.TracedMethod;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Numbers the traced methods of a class. Reads its class file only: the library of an annotation need not be there. */
abstract class ClassMethods extends ClassVisitor {
    private static final int NO_METHODS_OF_THE_SOURCE = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;

    private final byte[] classFile;
    private final Map<String, TracedMethod> traced = new HashMap<>();
    private String internalName = "";
    private @Nullable String simpleName;

    ClassMethods(byte[] classFile) {
        super(OpenedClassReader.ASM_API);
        this.classFile = classFile;
    }

    /** By name with descriptor. */
    final Map<String, Integer> numbers() {
        OpenedClassReader.of(classFile).accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
        Map<String, Integer> numbers = new HashMap<>();
        for (Map.Entry<String, TracedMethod> each : traced.entrySet()) {
            numbers.put(each.getKey(), MethodTable.number(each.getValue()));
        }
        return numbers;
    }

    @Override
    public final void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        internalName = name;
    }

    /** Precedes the methods. A class without a name of its own is called by its whole name without the package. */
    @Override
    public final void visitInnerClass(String name, @Nullable String outerName, @Nullable String innerName, int access) {
        if (name.equals(internalName) && innerName != null) {
            simpleName = innerName;
        }
    }

    @Override
    public final @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & NO_METHODS_OF_THE_SOURCE) != 0 || name.startsWith("<")) {
            return null;
        }
        String type = typeName();
        String simple = simpleName == null ? type.substring(type.lastIndexOf('.') + 1) : simpleName;
        return visitMethod(name, descriptor, TracedMethod.of(type + '.' + name, simple + '.' + name));
    }

    /** Reads what {@link #add} needs, unless the method is not traced. */
    abstract @Nullable MethodVisitor visitMethod(String name, String descriptor, TracedMethod method);

    final String typeName() {
        return internalName.replace('/', '.');
    }

    final void add(String name, String descriptor, TracedMethod method) {
        traced.put(name + descriptor, method);
    }
}
