// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import dapper.storage.Tenant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The holder of a token.
 *
 * @param name of the token, for messages
 */
public record Caller(String name, Set<Scope> scopes, Tenant tenant) {
    /** Every caller of a server without tokens. */
    public static final Caller ANYONE = new Caller("anyone", EnumSet.allOf(Scope.class), Tenant.DEFAULT);

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
