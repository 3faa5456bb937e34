// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.OwnTracers;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import io.opentelemetry.context.Context;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications with annotated methods, with and without OpenTelemetry's libraries. */
@ExtendWith(AgentExtension.class)
class ApplicationsTest {
    private static final String CONTEXT = Context.class.getName();

    private static URL api() {
        return Context.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void annotationsCountWithoutTheirLibrary() throws Exception {
        try (AloneLoader loader = new AloneLoader()) {
            assertThat(loader.service().call()).isEqualTo("called");
        }
        assertThat(AgentExtension.spans().takeOne()).hasName("alone").hasKind(SpanKind.CLIENT);
    }

    @Test
    void anApplicationWithAnSdkOfItsOwnIsLeftAlone() throws Exception {
        try (AloneLoader owner = new AloneLoader(api());
                AloneLoader other = new AloneLoader(api())) {
            owner.service().call();
            assertThat(AgentExtension.spans().takeOne()).hasName("alone");
            OwnTracers.found(owner.loadClass(CONTEXT));
            owner.service().call();
            other.service().call();
            assertThat(AgentExtension.spans().takeOne()).hasName("alone");
        }
    }

    @Test
    void nothingIsWovenInAnExcludedClassLoader() throws Exception {
        try (ExcludedLoader loader = new ExcludedLoader();
                AloneLoader other = new AloneLoader()) {
            assertThat(loader.service().call()).isEqualTo("called");
            other.service().call();
        }
        assertThat(AgentExtension.spans().takeOne()).hasName("alone");
    }
}
