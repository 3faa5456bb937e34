// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import org.junit.jupiter.api.condition.EnabledIf;

/** A client each of whose streams is a channel. */
@EnabledIf("isPresent")
class NettyMultiplexClientTest extends NettyHttp2ClientTest {
    static boolean isPresent() {
        return Multiplexing.isPresent();
    }

    @Override
    boolean multiplexed() {
        return true;
    }
}
