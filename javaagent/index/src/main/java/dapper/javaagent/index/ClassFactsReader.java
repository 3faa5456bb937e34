// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import dapper.javaagent.index.ClassFacts.Method;
import dapper.javaagent.index.Reference.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads {@link ClassFacts} from a class file. */
final class ClassFactsReader extends ClassVisitor {
    private static final String ENTER = "Lnet/bytebuddy/asm/Advice$OnMethodEnter;";
    private static final String EXIT = "Lnet/bytebuddy/asm/Advice$OnMethodExit;";

    private @Nullable ClassFacts facts;

    private ClassFactsReader() {
        super(Opcodes.ASM9);
    }

    static ClassFacts read(byte[] classFile) {
        ClassFactsReader reader = new ClassFactsReader();
        new ClassReader(classFile).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reader.facts();
    }

    private ClassFacts facts() {
        if (facts == null) {
            throw new IllegalStateException("a class file without a class");
        }
        return facts;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        facts = new ClassFacts(name, access, superName, interfaces == null ? List.of() : List.of(interfaces));
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        facts().fields.add(name);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Method method = new Method(access, name, descriptor);
        facts().methods.add(method);
        return new CodeReader(method);
    }

    private static final class CodeReader extends MethodVisitor {
        private final Method method;

        CodeReader(Method method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            if (!descriptor.equals(ENTER) && !descriptor.equals(EXIT)) {
                return null;
            }
            method.advice = true;
            // Advice sees its parameters' types even if it never uses them.
            for (Type argument : Type.getArgumentTypes(method.descriptor)) {
                type(argument);
            }
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String name, Object value) {
                    if (name.equals("suppress") && value.equals(Type.getType(Throwable.class))) {
                        method.suppressesThrowable = true;
                    }
                }
            };
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            type(Type.getObjectType(type));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
            method.references.add(new Reference(isStatic ? Kind.STATIC_FIELD : Kind.FIELD, owner, name, descriptor));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            call(opcode == Opcodes.INVOKESTATIC, owner, name, descriptor, isInterface);
        }

        private void call(boolean isStatic, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.charAt(0) == '[') { // clone() of an array
                type(Type.getObjectType(owner));
                return;
            }
            Kind kind = isInterface
                    ? isStatic ? Kind.STATIC_INTERFACE_METHOD : Kind.INTERFACE_METHOD
                    : isStatic ? Kind.STATIC_METHOD : Kind.METHOD;
            method.references.add(new Reference(kind, owner, name, descriptor));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            method.invokesDynamic = true;
            handle(bootstrap);
            type(Type.getReturnType(descriptor));
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        private void handle(Handle handle) {
            if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
                boolean isStatic = handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC;
                method.references.add(new Reference(
                        isStatic ? Kind.STATIC_FIELD : Kind.FIELD,
                        handle.getOwner(),
                        handle.getName(),
                        handle.getDesc()));
            } else {
                call(
                        handle.getTag() == Opcodes.H_INVOKESTATIC,
                        handle.getOwner(),
                        handle.getName(),
                        handle.getDesc(),
                        handle.isInterface());
            }
        }

        private void constant(Object value) {
            if (value instanceof Handle handle) {
                handle(handle);
            } else if (value instanceof ConstantDynamic) {
                method.invokesDynamic = true;
            } else if (value instanceof Type type && type.getSort() != Type.METHOD) {
                type(type);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            method.loadsClassConstant |= value instanceof Type;
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            type(Type.getType(descriptor));
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
            if (type != null) {
                type(Type.getObjectType(type));
            }
        }

        private void type(Type type) {
            Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
            if (element.getSort() == Type.OBJECT) {
                method.references.add(Reference.type(element.getInternalName()));
            }
        }
    }
}
