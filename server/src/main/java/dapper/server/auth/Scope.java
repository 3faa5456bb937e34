// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import java.util.Locale;

/** A right of a token. */
public enum Scope {
    /** Send spans and the agents' reports, and ask for sampling strategies. */
    INGEST,
    /** Read traces in the viewer and the API. */
    READ,
    /**
     * Read the metrics of the servers and the reports of agents, which are not divided by tenant; with {@link #READ}, silence
     * alerts of the tenant.
     */
    ADMIN;

    /** Returns the word in the tokens file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
