// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassOutlineTest {

    /** The result of a full parser for the same bytes. */
    private static final class Parsed extends ClassVisitor {
        private final List<String> fields = new ArrayList<>();
        private final List<String> methods = new ArrayList<>();

        Parsed(ClassReader reader) {
            super(Opcodes.ASM9);
            reader.accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            fields.add(line(Modifier.isStatic(access), name, descriptor));
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.add(line(Modifier.isStatic(access), name, descriptor));
            return null;
        }
    }

    private static String line(boolean isStatic, String name, String descriptor) {
        return (isStatic ? "static " : "") + name + ' ' + descriptor;
    }

    private static List<String> lines(List<ClassOutline.Member> members) {
        return members.stream()
                .map(member -> line(member.isStatic(), member.name, member.descriptor))
                .toList();
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (var in = ClassLoader.getSystemResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    @Test
    void saysWhatAFullParserSaysOfEveryClassOfTheJdksLibrary() throws IOException {
        Path javaBase = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
        try (Stream<Path> files = Files.walk(javaBase)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).hasSizeGreaterThan(2_000);
            classes.forEach(ClassOutlineTest::assertAgreement);
        }
    }

    private static void assertAgreement(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ClassReader reader = new ClassReader(bytes);
            ClassOutline outline = new ClassOutline(bytes);
            Parsed parsed = new Parsed(reader);
            assertThat(outline.superName()).as(file.toString()).isEqualTo(reader.getSuperName());
            assertThat(outline.interfaces()).as(file.toString()).isEqualTo(reader.getInterfaces());
            assertThat(outline.isInterface()).as(file.toString()).isEqualTo(Modifier.isInterface(reader.getAccess()));
            assertThat(outline.isFinal()).as(file.toString()).isEqualTo(Modifier.isFinal(reader.getAccess()));
            assertThat(lines(outline.fields())).as(file.toString()).isEqualTo(parsed.fields);
            assertThat(lines(outline.methods())).as(file.toString()).isEqualTo(parsed.methods);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsConstantsOfEveryKind() {
        ClassWriter writer = new ClassWriter(0);
        writer.newConst(1L);
        writer.newConst(1.0);
        writer.newConst(1.0f);
        writer.newModule("a.module");
        writer.newPackage("a/package");
        writer.newMethodType("()V");
        writer.newHandle(Opcodes.H_INVOKESTATIC, "a/Type", "call", "()V", false);
        writer.newInvokeDynamic(
                "name",
                "()V",
                new net.bytebuddy.jar.asm.Handle(Opcodes.H_INVOKESTATIC, "a/Type", "link", "()V", false),
                2L);
        writer.visit(Opcodes.V11, Opcodes.ACC_FINAL, "a/Type", null, "b/Super", new String[] {"c/First", "c/Second"});
        ClassOutline outline = new ClassOutline(writer.toByteArray());
        assertThat(outline.superName()).isEqualTo("b/Super");
        assertThat(outline.interfaces()).containsExactly("c/First", "c/Second");
        assertThat(outline.isFinal()).isTrue();
    }

    /** Class files encode both differently from UTF-8 (JVMS 4.4.7). */
    @Test
    void readsNamesWithCharactersBeyondTheBasicPlaneAndWithZero() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, 0, "a/Type", null, "b/Smile\uD83D\uDE00", new String[] {
            "c/Z\0ro", "d/\u00FCml\u00E4ut", "e/\uFFFD"
        });
        writer.visitField(0, "\uD83D\uDE00", "I", null, null);
        ClassOutline outline = new ClassOutline(writer.toByteArray());
        assertThat(outline.superName()).isEqualTo("b/Smile\uD83D\uDE00");
        assertThat(outline.interfaces()).containsExactly("c/Z\0ro", "d/\u00FCml\u00E4ut", "e/\uFFFD");
        assertThat(lines(outline.fields())).containsExactly("\uD83D\uDE00 I");
    }

    /** A preview of a future JDK must not cause a failure. */
    @Test
    void takesClassFilesOfAnyVersion() throws IOException {
        byte[] bytes = classFile(String.class);
        bytes[6] = (byte) 0xFF;
        bytes[7] = (byte) 0xFE;
        assertThat(new ClassOutline(bytes).superName()).isEqualTo("java/lang/Object");
    }

    @Test
    void cutShortItEndsInAnIndexOutOfBounds() throws IOException {
        byte[] whole = classFile(Thread.class);
        int tooShort = 0;
        for (int length = 0; length < whole.length; length += 7) {
            byte[] bytes = java.util.Arrays.copyOf(whole, length);
            try {
                readAll(bytes);
            } catch (IndexOutOfBoundsException e) {
                tooShort++;
            }
        }
        assertThat(tooShort).isGreaterThan(whole.length / 7 / 2);
        assertThatThrownBy(() -> new ClassOutline(new byte[0])).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void garbledItEndsInAnIndexOutOfBoundsOrInAnAnswer() throws IOException {
        byte[] whole = classFile(ClassOutlineTest.class);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                readAll(bytes);
            } catch (IndexOutOfBoundsException e) {
                // The documented behaviour.
            }
        }
    }

    private static void readAll(byte[] bytes) {
        ClassOutline outline = new ClassOutline(bytes);
        outline.fields();
        outline.methods();
    }
}
