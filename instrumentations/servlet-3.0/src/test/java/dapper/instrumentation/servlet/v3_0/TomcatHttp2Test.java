// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The contract over HTTP/2, which Tomcat has from 8.5 on. */
@DisabledIfSystemProperty(named = "container.version", matches = "7[.].*")
class TomcatHttp2Test extends TomcatTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }
}
