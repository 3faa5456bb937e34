// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.util.List;
import org.apache.dubbo.config.ReferenceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The protocol that Dubbo has since version 3. */
@EnabledIfSystemProperty(named = "tested.libraries", matches = ".*:3\\..*")
class TripleTest extends DubboContract {
    TripleTest() throws Exception {
        super("tri");
    }

    @Override
    List<String> timeoutStatuses() {
        return List.of("DEADLINE_EXCEEDED");
    }

    @Test
    void aCallWhoseRequestHasASpanHasNoSecondOne() throws Exception {
        try (DubboServer behindRequests = new DubboServer("tri", "request,default")) {
            ReferenceConfig<Greeter> reference = behindRequests.reference();
            Greeter greeter = reference.get();
            assertThat(greeter.greet("you")).isEqualTo("hello you");
            reference.destroy();
        }
        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(0)).hasName(GREET).hasKind(SpanKind.CLIENT);
        assertThat(spans.get(1)).hasName("request");
        assertThat(spans.get(2)).hasName("work").isChildOf(spans.get(1));
    }
}
