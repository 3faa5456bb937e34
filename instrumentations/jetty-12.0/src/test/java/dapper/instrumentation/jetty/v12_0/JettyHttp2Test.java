// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import org.eclipse.jetty.server.Server;

/** The contract over HTTP/2. */
class JettyHttp2Test extends JettyTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }

    /** From 12.1 on the stream answers them, before the channel has a request. */
    @Override
    protected boolean seesMalformedStreams() {
        return Server.getVersion().startsWith("12.0.");
    }

    /** Servlet channels of ee8 and ee9 are those of Jetty 9 to 11. */
    @Override
    protected boolean endsCancelledStreams() {
        return !System.getProperty("container.ee").matches("ee[89]");
    }
}
