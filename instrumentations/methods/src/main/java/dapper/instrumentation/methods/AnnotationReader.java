// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import dapper.bootstrap.SpanKind;
import dapper.bootstrap.method.TracedMethod;
import java.util.Arrays;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one method and of its parameters. */
final class AnnotationReader extends MethodVisitor {
    /** The class with which the implementation of the API marks that the application has its own. */
    private static final String API = "io.opentelemetry.context.Context";

    private final Consumer<TracedMethod> annotated;
    private final @Nullable String[] attributes;
    private final @Nullable String[] parameters;
    private int parameterCount;
    private TracedMethod method;
    private boolean isAnnotated;

    /** @param annotated gets the method if it has the annotation */
    AnnotationReader(TracedMethod method, String descriptor, Consumer<TracedMethod> annotated) {
        super(OpenedClassReader.ASM_API);
        this.method = method.ofApi(API);
        this.annotated = annotated;
        this.parameters = new String[Type.getArgumentTypes(descriptor).length];
        this.attributes = new String[parameters.length];
    }

    /** Only in classes that were compiled with {@code -parameters}. */
    @Override
    public void visitParameter(@Nullable String name, int access) {
        if (parameterCount < parameters.length) {
            parameters[parameterCount++] = name;
        }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        if (!isOneOf(WithSpanInstrumentation.WITH_SPAN, descriptor)) {
            return null;
        }
        isAnnotated = true;
        return new WithSpanReader();
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
        if (parameter >= attributes.length || !isOneOf(WithSpanInstrumentation.SPAN_ATTRIBUTE, descriptor)) {
            return null;
        }
        // Without a name in the annotation or the class file the argument is left out, as by OpenTelemetry.
        attributes[parameter] = parameters[parameter];
        return new AttributeReader(parameter);
    }

    @Override
    public void visitEnd() {
        if (isAnnotated) {
            annotated.accept(method.withAttributes(Arrays.asList(attributes)));
        }
    }

    private static boolean isOneOf(String[] annotations, String descriptor) {
        String name = Type.getType(descriptor).getClassName();
        return Arrays.asList(annotations).contains(name);
    }

    private final class WithSpanReader extends AnnotationVisitor {
        WithSpanReader() {
            super(OpenedClassReader.ASM_API);
        }

        @Override
        public void visit(String element, Object value) {
            if (element.equals("value") && !value.equals("")) {
                method = method.named((String) value);
            } else if (element.equals("inheritContext") && value.equals(false)) {
                method = method.withoutParent();
            }
        }

        @Override
        public void visitEnum(String element, String descriptor, String value) {
            for (SpanKind kind : SpanKind.values()) {
                if (kind.name().equals(value)) {
                    method = method.ofKind(kind);
                }
            }
        }
    }

    private final class AttributeReader extends AnnotationVisitor {
        private final int parameter;

        AttributeReader(int parameter) {
            super(OpenedClassReader.ASM_API);
            this.parameter = parameter;
        }

        @Override
        public void visit(String element, Object value) {
            if (element.equals("value") && !value.equals("")) {
                attributes[parameter] = (String) value;
            }
        }
    }
}
