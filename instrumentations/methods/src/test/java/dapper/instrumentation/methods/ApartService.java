// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Written by hand: the lowest version, which the tests are compiled with, has no {@code inheritContext}. */
final class ApartService extends ClassLoader {
    private ApartService() {
        super(ApartService.class.getClassLoader());
    }

    static Runnable make() throws ReflectiveOperationException {
        byte[] classFile = classFile();
        return new ApartService()
                .defineClass("app.Apart", classFile, 0, classFile.length)
                .asSubclass(Runnable.class)
                .getConstructor()
                .newInstance();
    }

    private static byte[] classFile() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V1_8,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
                "app/Apart",
                null,
                "java/lang/Object",
                new String[] {"java/lang/Runnable"});
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        end(constructor);
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
        AnnotationVisitor annotation = run.visitAnnotation(Type.getDescriptor(WithSpan.class), true);
        annotation.visit("value", "apart");
        annotation.visit("inheritContext", false);
        annotation.visitEnd();
        end(run);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
