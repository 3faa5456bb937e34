// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import io.undertow.Version;

/** The contract over HTTP/2. */
class UndertowHttp2Test extends UndertowTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }

    /** 1.4 keeps such an exchange open for ever. */
    @Override
    protected boolean endsUpgradesWithBody() {
        return !Version.getVersionString().startsWith("1.4.");
    }

    /** Waits for the end of the body, without a limit, and 1.4 can miss that the client cancels it. */
    @Override
    protected boolean endsUnreadStreams() {
        return false;
    }
}
