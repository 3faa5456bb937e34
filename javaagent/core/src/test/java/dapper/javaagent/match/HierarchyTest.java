// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    private static final String OBJECT = "java/lang/Object";

    private final GeneratedTypes library = GeneratedTypes.below(null);
    private final ClassBytes classBytes = new ClassBytes(null);
    private final Hierarchy hierarchy = new Hierarchy(
            index("below 0 lib/Handler", "below 1 java/sql/Driver", "needs lib/Request"), classBytes, library);

    private static InstrumentationIndex index(String... lines) {
        String text = "instrumentation x.Toy toy\n" + String.join("\n", lines) + "\n";
        try {
            return InstrumentationIndex.read(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), name -> true);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Integer> match(GeneratedTypes loader, String name, byte[] classFile) {
        return Arrays.stream(hierarchy.match(loader, name, null, new ClassOutline(classFile)))
                .map(target -> target.type)
                .sorted()
                .toList();
    }

    @Test
    void matchesWhatIsBelowATargetAtAnyDistance() {
        library.interfaceType("lib/Handler");
        library.interfaceType("lib/FastHandler", "lib/Handler");
        library.type("app/Base", OBJECT, "java/io/Serializable", "lib/FastHandler");
        byte[] leaf = library.type("app/Leaf", "app/Base");
        assertThat(match(library, "app/Leaf", leaf)).containsExactly(0);
    }

    @Test
    void matchesATargetThatIsAClassItself() {
        assertThat(match(library, "lib/Handler", library.type("lib/Handler", OBJECT)))
                .containsExactly(0);
    }

    @Test
    void anInterfaceBelowATargetIsNotWovenButWhatImplementsItIs() {
        library.interfaceType("lib/Handler");
        byte[] between = library.interfaceType("lib/FastHandler", "lib/Handler");
        assertThat(match(library, "lib/FastHandler", between)).isEmpty();
        assertThat(match(library, "app/Mine", library.type("app/Mine", OBJECT, "lib/FastHandler")))
                .containsExactly(0);
    }

    @Test
    void aTargetReachedOnTwoWaysCountsOnce() {
        library.interfaceType("lib/Handler");
        library.interfaceType("lib/A", "lib/Handler");
        library.interfaceType("lib/B", "lib/Handler", "java/sql/Driver");
        assertThat(match(library, "app/Both", library.type("app/Both", OBJECT, "lib/A", "lib/B")))
                .containsExactly(0, 1);
    }

    @Test
    void typesOfTheJdkAreNeverRead() {
        byte[] driver = library.type("app/Driver", "java/util/AbstractList", "java/sql/Driver", "javax/sql/DataSource");
        assertThat(match(library, "app/Driver", driver)).containsExactly(1);
        assertThat(library.takeReads()).isEmpty();
    }

    @Test
    void aSuperTypeIsReadOnceWhetherItMattersOrNot() {
        library.interfaceType("lib/Handler");
        library.type("app/Plain", OBJECT);
        library.type("app/Handling", "app/Plain", "lib/Handler");
        for (int i = 0; i < 5; i++) {
            assertThat(match(library, "app/P" + i, library.type("app/P" + i, "app/Plain")))
                    .isEmpty();
            assertThat(match(library, "app/H" + i, library.type("app/H" + i, "app/Handling")))
                    .containsExactly(0);
        }
        assertThat(library.takeReads()).containsExactlyInAnyOrder("app/Plain", "app/Handling", "lib/Handler");
        assertThat(classBytes.reads()).isEqualTo(3);
    }

    @Test
    void aSuperTypeIsReadOnceHoweverManyClassesAreLoadedBeforeIt() {
        library.type("app/Plain", OBJECT);
        match(library, "app/Below", library.type("app/Below", "app/Plain"));
        byte[] other = GeneratedTypes.classFile(Opcodes.ACC_PUBLIC, "app/Other", OBJECT);
        for (int i = 0; i < 400_000; i++) {
            match(library, "app/Other" + i, other);
        }
        match(library, "app/Beside", library.type("app/Beside", "app/Plain"));
        assertThat(library.takeReads()).containsExactly("app/Plain");
    }

    /** Known to a matching that saw nothing of it: loaded before the agent, or forgotten since. */
    @Test
    void aSuperTypeThatIsLoadedIsNotRead() throws Exception {
        library.interfaceType("lib/Handler");
        library.type("app/Plain", OBJECT);
        library.type("app/Handling", "app/Plain", "lib/Handler");
        library.loadClass("app.Handling");
        assertThat(match(library, "app/Below", library.type("app/Below", "app/Handling")))
                .containsExactly(0);
        assertThat(match(library, "app/Other", library.type("app/Other", "app/Plain")))
                .isEmpty();
        assertThat(library.takeReads()).isEmpty();
    }

    @Test
    void whatMatchingReadIsNotReadAgainToWeave() {
        library.interfaceType("lib/Request");
        byte[] wrapper = library.type("app/Wrapper", OBJECT, "lib/Request");
        assertThat(match(library, "app/Wrapper", wrapper)).isEmpty();
        assertThat(classBytes.find(library, "lib/Request")).isNotNull();
        assertThat(library.takeReads()).containsExactly("lib/Request");
    }

    /** An injected class may extend it, which is checked up to the top. */
    @Test
    void theSuperTypesOfWhatWeavingNeedsAreNotReadAgainEither() {
        library.type("lib/Top", OBJECT);
        library.type("lib/Base", "lib/Top");
        library.type("lib/Request", "lib/Base");
        byte[] wrapper = library.type("app/Wrapper", "lib/Request");
        assertThat(match(library, "app/Wrapper", wrapper)).isEmpty();
        assertThat(classBytes.find(library, "lib/Base")).isNotNull();
        assertThat(classBytes.find(library, "lib/Top")).isNotNull();
        assertThat(library.takeReads()).containsExactly("lib/Request", "lib/Base", "lib/Top");
    }

    @Test
    void whatWeavingReadIsNotReadAgainToMatch() {
        library.type("app/Plain", OBJECT);
        assertThat(classBytes.find(library, "app/Plain")).isNotNull();
        assertThat(classBytes.find(library, "app/Missing")).isNull();
        byte[] below = library.type("app/Below", "app/Plain", "app/Missing");
        assertThat(match(library, "app/Below", below)).isEmpty();
        assertThat(library.takeReads()).containsExactly("app/Plain", "app/Missing");
    }

    @Test
    void whatWasLoadedIsNotReadAgain() {
        match(library, "app/Plain", library.type("app/Plain", OBJECT));
        match(library, "app/Below", library.type("app/Below", "app/Plain"));
        assertThat(library.takeReads()).isEmpty();
    }

    @Test
    void nothingIsRememberedOfAFinalClass() {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
        match(library, "app/Leaf", GeneratedTypes.classFile(access, "app/Leaf", OBJECT));
        byte[] impossible = library.type("app/Below", "app/Leaf");
        library.takeReads();
        match(library, "app/Below", impossible);
        assertThat(library.takeReads()).containsExactly("app/Leaf");
    }

    @Test
    void aSuperTypeThatCannotBeReadMatchesNothing() {
        assertThat(match(library, "app/Orphan", library.type("app/Orphan", "app/Missing", "app/MissingToo")))
                .isEmpty();
    }

    @Test
    void aTargetMatchesByItsNameThoughItCannotBeRead() {
        assertThat(match(library, "app/Mine", library.type("app/Mine", OBJECT, "lib/Handler")))
                .containsExactly(0);
    }

    /** Classes that are made at run time have no class file to read until they are loaded themselves. */
    @Test
    void aSuperTypeThatCouldNotBeReadIsKnownOnceItIsLoaded() {
        library.interfaceType("lib/Handler");
        byte[] generated = library.type("app/Generated", OBJECT, "lib/Handler");
        library.hide("app/Generated");
        match(library, "app/First", library.type("app/First", "app/Generated"));
        match(library, "app/Generated", generated);
        assertThat(match(library, "app/Second", library.type("app/Second", "app/Generated")))
                .containsExactly(0);
    }

    @Test
    void aGeneratedSuperTypeOfAParentIsKnownToItsChildren() {
        library.interfaceType("lib/Handler");
        byte[] generated = library.type("app/Generated", OBJECT, "lib/Handler");
        library.hide("app/Generated");
        match(library, "app/Generated", generated);
        GeneratedTypes child = GeneratedTypes.below(library);
        assertThat(match(child, "app/Below", child.type("app/Below", "app/Generated")))
                .containsExactly(0);
    }

    /** A web application may bring another version of a server's library, with other supertypes. */
    @Test
    void aLoaderThatPrefersItsOwnClassesIsNotJudgedByItsParents() {
        library.interfaceType("lib/Handler");
        match(library, "lib/Plain", library.type("lib/Plain", OBJECT));
        match(library, "lib/Handling", library.type("lib/Handling", OBJECT, "lib/Handler"));

        GeneratedTypes webApplication = GeneratedTypes.withItsOwnFirst(library);
        webApplication.type("lib/Plain", OBJECT, "lib/Handler");
        webApplication.type("lib/Handling", OBJECT);
        assertThat(match(webApplication, "app/A", webApplication.type("app/A", "lib/Plain")))
                .containsExactly(0);
        assertThat(match(webApplication, "app/B", webApplication.type("app/B", "lib/Handling")))
                .isEmpty();
    }

    /** The calls that a class loader makes to find a class file do not belong to the request that loads a class. */
    @Test
    void superTypesAreReadUntraced() {
        List<Object> contexts = new ArrayList<>();
        ClassLoader watching = new ClassLoader(null) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                contexts.add(Current.get());
                return null;
            }
        };
        hierarchy.match(watching, "app/Below", null, new ClassOutline(library.type("app/Below", "app/Above")));
        assertThat(contexts).containsExactly(UnsampledContext.SUPPRESSED);
        assertThat(Current.get()).isNull();
    }

    @Test
    void aLoaderOfAnotherHostIsAskedNothingAndItsClassesMatchOnceTheyAreLoaded() throws Exception {
        byte[] leaf = library.type("app/Leaf", "app/Between");
        byte[] between = library.type("app/Between", "app/Base");
        byte[] base = library.type("app/Base", OBJECT, "lib/Handler");
        byte[] handler = library.interfaceType("lib/Handler");
        Map<String, byte[]> files =
                Map.of("app.Leaf", leaf, "app.Between", between, "app.Base", base, "lib.Handler", handler);
        List<String> asked = new ArrayList<>();
        try (URLClassLoader remote = new URLClassLoader(new URL[] {new URL("http://127.0.0.1:1/")}, null) {
            @Override
            protected Class<?> findClass(String name) {
                byte[] file = files.get(name);
                // The JVM shows an agent a class before it loads what that extends.
                hierarchy.match(this, name.replace('.', '/'), null, new ClassOutline(file));
                return defineClass(name, file, 0, file.length);
            }

            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                asked.add(name);
                return null;
            }
        }) {
            assertThat(hierarchy.mustWait(remote, leaf)).isTrue();
            assertThat(hierarchy.mustWait(remote, handler)).isFalse();
            Class<?> loaded = remote.loadClass("app.Leaf");

            assertThat(hierarchy.match(remote, "app/Leaf", loaded, new ClassOutline(leaf)))
                    .hasSize(1);
            assertThat(hierarchy.match(remote, "app/Between", loaded.getSuperclass(), new ClassOutline(between)))
                    .hasSize(1);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void classFilesThatExtendEachOtherEnd() {
        library.type("app/A", "app/B");
        byte[] b = library.type("app/B", "app/A");
        assertThat(match(library, "app/B", b)).isEmpty();
        byte[] self = library.type("app/Self", "app/Self");
        assertThat(match(library, "app/Self", self)).isEmpty();
    }
}
