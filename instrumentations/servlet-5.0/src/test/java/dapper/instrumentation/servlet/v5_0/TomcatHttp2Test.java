// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

/** The contract over HTTP/2. */
class TomcatHttp2Test extends TomcatTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }
}
