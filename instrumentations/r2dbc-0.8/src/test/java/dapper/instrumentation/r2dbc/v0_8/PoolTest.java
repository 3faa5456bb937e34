// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

/** A pool of proxies of a driver. */
class PoolTest extends H2Test {
    @Override
    protected String url() {
        return "r2dbc:pool:proxy:h2:mem:///shop?initialSize=1";
    }
}
