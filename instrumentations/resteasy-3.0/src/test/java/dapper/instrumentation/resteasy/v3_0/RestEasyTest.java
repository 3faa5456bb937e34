// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import dapper.javaagent.testing.JaxRsContract;
import java.util.Map;

class RestEasyTest extends JaxRsContract {
    @Override
    protected String servlet() {
        return "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";
    }

    @Override
    protected Map<String, String> parameters(String prefix) {
        return Map.of("resteasy.servlet.mapping.prefix", prefix);
    }
}
