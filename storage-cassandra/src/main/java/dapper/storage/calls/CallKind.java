// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protocol of a call and the side that counted it. The numbers are stored: never change one. */
public enum CallKind {
    HTTP_SERVER(1, "http.server", true),
    HTTP_CLIENT(2, "http.client", false),
    DATABASE(3, "db.client", false),
    RPC_SERVER(4, "rpc.server", true),
    RPC_CLIENT(5, "rpc.client", false),
    /** Sending a message, and every other operation of a client but processing. */
    MESSAGING(6, "messaging.client", false),
    /** Processing a message that was received. */
    PROCESSING(7, "messaging.process", true),
    /** Work that begins in the process itself, such as a scheduled job. */
    JOB(8, "job", true);

    private final int number;
    private final String text;
    private final boolean inbound;

    CallKind(int number, String text, boolean inbound) {
        this.number = number;
        this.text = text;
        this.inbound = inbound;
    }

    public int number() {
        return number;
    }

    /** Returns the name that the API has for it. */
    public String text() {
        return text;
    }

    /** Returns whether these calls are the service's own work; the others are its calls to a peer. */
    public boolean inbound() {
        return inbound;
    }

    /** Returns null for a number that this version does not know. */
    public static @Nullable CallKind ofNumber(int number) {
        return number >= 1 && number <= values().length ? values()[number - 1] : null;
    }

    /** @throws IllegalArgumentException with a message that lists the names */
    public static CallKind ofText(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + String.join(", ", texts())));
    }

    public static List<String> texts() {
        return Arrays.stream(values()).map(CallKind::text).toList();
    }
}
