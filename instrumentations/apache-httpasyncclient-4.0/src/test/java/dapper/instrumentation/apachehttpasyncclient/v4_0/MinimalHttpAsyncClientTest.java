// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/** The client without redirects, state and authentication. */
class MinimalHttpAsyncClientTest extends HttpAsyncClientTest {
    @Override
    CloseableHttpAsyncClient client() {
        return HttpAsyncClients.createMinimal();
    }

    /** 4.1 does not complete the future of a call that gets no connection. */
    @Override
    protected boolean beginsBeforeConnecting() {
        return false;
    }

    @Override
    protected boolean followsRedirects() {
        return false;
    }
}
