// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

/** The contract over HTTP/2. */
class JettyHttp2Test extends JettyTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }

    /** Servlet channels of ee8 and ee9 are those of Jetty 9 to 11. */
    @Override
    protected boolean endsCancelledStreams() {
        return !System.getProperty("container.ee").matches("ee[89]");
    }
}
