// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import java.net.InetSocketAddress;
import org.apache.pekko.stream.Attributes;

/** The other end of a connection, as an attribute of its stream. */
public final class PeerAttribute implements Attributes.Attribute {
    private final InetSocketAddress address;

    public PeerAttribute(InetSocketAddress address) {
        this.address = address;
    }

    InetSocketAddress address() {
        return address;
    }
}
