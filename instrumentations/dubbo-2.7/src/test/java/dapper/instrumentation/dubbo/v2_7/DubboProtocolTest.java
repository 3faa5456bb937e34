// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.Collections;
import java.util.List;
import org.apache.dubbo.config.MethodConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.junit.jupiter.api.Test;

class DubboProtocolTest extends DubboContract {
    DubboProtocolTest() throws Exception {
        super("dubbo");
    }

    @Override
    List<String> timeoutStatuses() {
        // The first if the network was too slow to take the request in time.
        return List.of("CLIENT_TIMEOUT", "SERVER_TIMEOUT");
    }

    @Test
    void aOneWayCallHasNoStatusOfTheProvider() throws Exception {
        MethodConfig greet = new MethodConfig();
        greet.setName("greet");
        greet.setReturn(false);
        ReferenceConfig<Greeter> reference = server.reference();
        reference.setMethods(Collections.singletonList(greet));
        try {
            Greeter oneWay = reference.get();
            Traces.inSpan("parent", () -> assertThat(oneWay.greet("you")).isNull());

            List<RecordedSpan> spans = AgentExtension.spans().take(4);
            assertThat(spans.get(1))
                    .hasName(GREET)
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoAttribute("rpc.response.status_code");
            assertThat(spans.get(2))
                    .hasName(GREET)
                    .hasKind(SpanKind.SERVER)
                    .isChildOf(spans.get(1))
                    .hasAttribute("rpc.response.status_code", "OK");
        } finally {
            reference.destroy();
        }
    }
}
