// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jersey.v2_0;

import dapper.javaagent.testing.JaxRsContract;
import java.util.Map;

class JerseyTest extends JaxRsContract {
    @Override
    protected String servlet() {
        return "org.glassfish.jersey.servlet.ServletContainer";
    }

    @Override
    protected Map<String, String> parameters(String prefix) {
        return Map.of("jersey.config.server.wadl.disableWadl", "true"); // it needs JAXB
    }
}
