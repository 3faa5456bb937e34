// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The contract over HTTP/2, which Jetty has from 9.3 on. */
@DisabledIfSystemProperty(named = "container.version", matches = "9[.]0[.]")
class JettyHttp2Test extends JettyTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }

    @Override
    protected boolean endsCancelledStreams() {
        return false;
    }
}
