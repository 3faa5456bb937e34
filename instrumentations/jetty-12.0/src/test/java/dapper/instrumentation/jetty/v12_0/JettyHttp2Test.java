// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

/** The contract over HTTP/2. */
class JettyHttp2Test extends JettyTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }
}
