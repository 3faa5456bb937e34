// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.storage.calls.CallKind;
import java.util.Locale;

/** A node of the graph of dependencies. */
public record Node(Type type, String name) {
    /** The nature of a node. */
    public enum Type {
        SERVICE,
        DATABASE,
        /** A queue or topic. */
        TOPIC,
        /** A host of which no service is known. */
        HOST;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The node of a peer that is no known service. */
    static Node ofPeer(CallKind kind, String peer) {
        Type type = switch (kind) {
            case DATABASE -> Type.DATABASE;
            case MESSAGING, PROCESSING -> Type.TOPIC;
            default -> Type.HOST;
        };
        return new Node(type, peer);
    }

    static Node ofService(String service) {
        return new Node(Type.SERVICE, service);
    }
}
