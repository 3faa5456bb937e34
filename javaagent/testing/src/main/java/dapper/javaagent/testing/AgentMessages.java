// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent's messages in this JVM, in order. */
final class AgentMessages {
    private static final List<String> MESSAGES = new ArrayList<>();

    private AgentMessages() {}

    /** Returns null, as the method of an interface without a result must. */
    static @Nullable Object add(String message) {
        synchronized (MESSAGES) {
            MESSAGES.add(message);
        }
        System.err.println("[dapper] " + message);
        return null;
    }

    static List<String> all() {
        synchronized (MESSAGES) {
            return new ArrayList<>(MESSAGES);
        }
    }
}
