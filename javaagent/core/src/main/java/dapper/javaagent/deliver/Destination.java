// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.javaagent.export.Sender;
import dapper.javaagent.resource.Resource;

/** The way to the collector: the resource that all data belongs to, and the sender. */
public final class Destination {
    private final Resource resource;
    private final Sender sender;

    public Destination(Resource resource, Sender sender) {
        this.resource = resource;
        this.sender = sender;
    }

    public Resource resource() {
        return resource;
    }

    public Sender sender() {
        return sender;
    }
}
