// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.javaagent.api.Instrumentation;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors of the build, and its output for an instrumentation that can work. */
class RulesTest {
    private static final String SUPPRESSED = "@Advice.OnMethodEnter(suppress = Throwable.class) ";

    @TempDir
    private Path classes;

    private final List<JavaFileObject> sources = new ArrayList<>();

    RulesTest() {
        // The library: outside of the instrumentation's package, so it does not count as the agent's.
        source("lib.Client", "public class Client { public Object last; public void call(String what) {} }");
        source("lib.Listener", "public interface Listener { void called(); default void failed() {} }");
        definition("named(\"lib.Client\")");
    }

    private void source(String name, String code) {
        String packageName = name.substring(0, name.lastIndexOf('.'));
        String text = "package " + packageName + "; import net.bytebuddy.asm.Advice; " + code;
        sources.removeIf(each -> each.getName().equals('/' + name.replace('.', '/') + ".java"));
        sources.add(
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                });
    }

    /** @param types of the library */
    private void definition(String types) {
        source(
                "toy.ToyInstrumentation",
                "import dapper.javaagent.api.*; import net.bytebuddy.matcher.ElementMatchers;"
                        + "public class ToyInstrumentation implements Instrumentation {"
                        + "public String name() { return \"toy\"; }"
                        + "public java.util.List<TypeInstrumentation> types() {"
                        + "return java.util.List.of(TypeInstrumentation." + types
                        + ".advice(ElementMatchers.named(\"call\"), \"toy.CallAdvice\")); } }");
    }

    private void advice(String members) {
        source("toy.CallAdvice", "final class CallAdvice {" + members + "}");
    }

    private void write(String... options) throws IOException, ReflectiveOperationException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", location(Instrumentation.class) + File.pathSeparator + location(Advice.class)));
        arguments.addAll(List.of(options));
        assertThat(compiler.getTask(null, null, null, arguments, null, sources).call())
                .isTrue();
        new IndexWriter(classes, ModuleClasses.in(classes)).write();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(String why, String... options) {
        assertThatThrownBy(() -> write(options)).isInstanceOf(RuleBroken.class).hasMessageContaining(why);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(classes.resolve("META-INF/dapper").resolve(file));
    }

    @Test
    void writesTargetsInjectedClassesAndWhatTheyNeedOfTheLibrary() throws Exception {
        advice(SUPPRESSED + "static void enter(@Advice.This lib.Client client) { Calls.start(client); }");
        source("toy.Calls", "public class Calls { public static void start(lib.Client c) { c.last = new Own(); } }");
        source("toy.Own", "class Own extends Base implements lib.Listener { public void called() {} }");
        source("toy.Base", "abstract class Base { }");
        source("toy.Unreached", "class Unreached { }");
        write();
        assertThat(lines("instrumentations.index"))
                .containsExactly(
                        "instrumentation toy.ToyInstrumentation toy",
                        "exact 0 lib/Client",
                        "needs lib/Client",
                        "needs lib/Listener");
        assertThat(lines("toy.ToyInstrumentation.details"))
                .containsExactly(
                        "advice toy.CallAdvice",
                        "inject toy/Calls",
                        "inject toy/Base",
                        "inject toy/Own",
                        "field lib/Client last Ljava/lang/Object;",
                        "type lib/Client",
                        "type lib/Listener");
    }

    @Test
    void namesTheJdksOwnTypesBelowATypeOfTheJdk() throws Exception {
        definition("subtypesOf(\"java.sql.Statement\")");
        advice(SUPPRESSED + "static void enter() {}");
        write();
        assertThat(lines("instrumentations.index"))
                .containsExactly(
                        "instrumentation toy.ToyInstrumentation toy",
                        "below 0 java/sql/Statement",
                        "below 0 java/sql/CallableStatement",
                        "below 0 java/sql/PreparedStatement");
    }

    @Test
    void aMemberThatAClassOfOursInheritsMustBeInTheLibrary() throws Exception {
        advice(SUPPRESSED + "static void enter() { new Own().call(\"x\"); }");
        source("toy.Own", "public class Own extends lib.Client { public Own() {} }");
        write();
        assertThat(lines("toy.ToyInstrumentation.details"))
                .contains("inherited-method lib/Client call (Ljava/lang/String;)V");
    }

    @Test
    void adviceMustSuppressItsExceptions() {
        advice("@Advice.OnMethodEnter static void enter() {}");
        assertRefused("enter() lacks suppress = Throwable.class");
    }

    @Test
    void adviceMustBeStatic() {
        advice(SUPPRESSED + "void enter() {}");
        assertRefused("enter() is not static");
    }

    @Test
    void adviceHasNoFields() {
        advice("static int count; " + SUPPRESSED + "static void enter() {}");
        assertRefused("has fields, which the library cannot reach");
    }

    @Test
    void adviceHasNoOtherMethods() {
        advice("static void more() {} " + SUPPRESSED + "static void enter() { more(); }");
        assertRefused("more() is not advice");

        advice(SUPPRESSED + "static void enter() { more(); } private static void more() {}");
        assertRefused("more() is not advice");
    }

    @Test
    void aClassWithoutAdviceIsNone() {
        advice("");
        assertRefused("has no method with @Advice.OnMethodEnter or @Advice.OnMethodExit");
    }

    @Test
    void adviceUsesNoLambda() {
        advice(SUPPRESSED + "static void enter() { Runnable r = System::gc; r.run(); }");
        assertRefused("enter() uses a lambda, a method reference");
    }

    @Test
    void adviceJoinsNoStringsByInvokedynamic() {
        advice(SUPPRESSED + "static void enter(@Advice.Argument(0) String s) { System.setProperty(s + s, s); }");
        assertRefused("enter() uses a lambda, a method reference", "--release", "17");
    }

    @Test
    void adviceUsesNoClassLiteral() {
        advice(SUPPRESSED + "static void enter() { System.setProperty(\"x\", String.class.getName()); }");
        assertRefused("enter() uses a class literal");
    }

    @Test
    void adviceCallsNoStaticMethodOfAnInterface() {
        advice(SUPPRESSED + "static void enter() { java.util.List.of(); }");
        assertRefused("enter() calls a static method of the interface java/util/List");
    }

    @Test
    void adviceStaysAwayFromTheAgent() {
        advice(SUPPRESSED + "static void enter() { dapper.javaagent.api.TypeInstrumentation.named(\"x\"); }");
        assertRefused("enter() uses dapper/javaagent/api/TypeInstrumentation, which the application cannot see");
    }

    @Test
    void whatAdviceCallsIsPublic() {
        source("toy.Hidden", "class Hidden { public static void start() {} }");
        advice(SUPPRESSED + "static void enter() { Hidden.start(); }");
        assertRefused("enter() uses toy.Hidden, which must be public");

        source("toy.Hidden", "public class Hidden { static void start() {} }");
        assertRefused("enter() calls toy.Hidden.start(), which must be public");
    }

    @Test
    void adviceUsesNoOtherAdvice() {
        source("toy.OtherAdvice", "public class OtherAdvice {" + SUPPRESSED + "public static void enter() {} }");
        advice(SUPPRESSED + "static void enter() { OtherAdvice.enter(); }");
        assertRefused("uses the advice class toy.OtherAdvice");
    }

    @Test
    void injectedClassesStayAwayFromTheDefinition() {
        source("toy.Calls", "public class Calls { public static void start() { new ToyInstrumentation(); } }");
        advice(SUPPRESSED + "static void enter() { Calls.start(); }");
        assertRefused("toy.Calls uses the definition toy.ToyInstrumentation");
    }

    @Test
    void bootClassesUseTheJdksBaseOnly() {
        advice(SUPPRESSED + "static void enter() {}");
        source("toy.boot.Calls", "public class Calls { java.sql.Date now() { return new java.sql.Date(0); } }");
        assertRefused("toy.boot.Calls is in a boot package but uses java.sql.Date");
    }

    @Test
    void bootClassesUseNoClassOfTheInstrumentation() {
        advice(SUPPRESSED + "static void enter() {}");
        source("toy.Calls", "public class Calls { public static void start() {} }");
        source("toy.boot.Early", "public class Early { void start() { toy.Calls.start(); } }");
        assertRefused("toy.boot.Early is in a boot package but uses toy.Calls");
    }

    @Test
    void adviceMustExist() {
        source("toy.Elsewhere", "class Elsewhere {}");
        assertRefused("names the advice toy.CallAdvice, and there is no such class");
    }
}
