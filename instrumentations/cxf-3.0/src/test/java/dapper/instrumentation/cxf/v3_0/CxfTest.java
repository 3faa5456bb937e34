// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cxf.v3_0;

import dapper.javaagent.testing.JaxRsContract;
import java.util.Map;

class CxfTest extends JaxRsContract {
    @Override
    protected String servlet() {
        return "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet";
    }

    @Override
    protected Map<String, String> parameters(String prefix) {
        return Map.of();
    }
}
