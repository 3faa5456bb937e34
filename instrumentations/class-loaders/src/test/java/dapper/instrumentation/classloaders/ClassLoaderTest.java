// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.Tracer;
import dapper.javaagent.testing.AgentExtension;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.OverridingClassLoader;

/** An exception in the advice would fail the test: {@link AgentExtension} checks for them. */
@ExtendWith(AgentExtension.class)
class ClassLoaderTest {
    private final FilteringLoader filtering = new FilteringLoader();

    @Test
    void classesBehindAFilterSeeWhatWovenCodeNames() throws Exception {
        Supplier<?> guest = (Supplier<?>)
                filtering.loadClass(Guest.class.getName()).getConstructor().newInstance();

        assertThat(guest.getClass().getClassLoader()).isSameAs(filtering);
        assertThat(guest.get()).isSameAs(Tracer.class);
    }

    @Test
    void bothFormsOfLoadClassAnswer() throws Exception {
        assertThat(filtering.loadClass("dapper.bootstrap.Span", false).getClassLoader())
                .isNull();
        assertThat(filtering.asked).isEmpty();
        assertThat(new PublicFilteringLoader()
                        .loadClass("dapper.bootstrap.http.ServerCalls")
                        .getClassLoader())
                .isNull();
    }

    /** Called first, it would also copy classes on the class path, where {@code -javaagent} puts the agent's jar. */
    @Test
    void aClassLoaderThatCopiesClassesOfItsParentDoesNotCopyThese() throws Exception {
        ClassLoader copying = new OverridingClassLoader(getClass().getClassLoader());

        assertThat(copying.loadClass(Guest.class.getName()))
                .isNotSameAs(Guest.class)
                .hasToString(Guest.class.toString());
        assertThat(copying.loadClass(Tracer.class.getName())).isSameAs(Tracer.class);
    }

    @Test
    void everythingElseIsFilteredAsBefore() {
        for (String name : new String[] {
            "dapper.javaagent.weave.Weaving",
            "dapper.instrumentation.classloaders.LoadClassAdvice",
            "dapper.bootstrap.Absent",
            "dapper.Absent",
            "org.junit.jupiter.api.Test"
        }) {
            assertThatThrownBy(() -> filtering.loadClass(name))
                    .isExactlyInstanceOf(ClassNotFoundException.class)
                    .hasMessage(name + " is filtered");
            assertThatThrownBy(() -> new PublicFilteringLoader().loadClass(name))
                    .isExactlyInstanceOf(ClassNotFoundException.class)
                    .hasMessage(name + " is filtered");
        }
    }

    @Test
    void nullIsAnsweredByTheClassLoaderItself() {
        assertThatThrownBy(() -> filtering.loadClass(null)).isExactlyInstanceOf(NullPointerException.class);
        assertThat(filtering.asked).containsOnlyNulls();
    }
}
