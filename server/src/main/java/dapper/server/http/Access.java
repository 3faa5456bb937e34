// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import dapper.server.auth.Scope;
import org.jspecify.annotations.Nullable;

/** The rights that the paths of a server need. */
public interface Access {
    /** Returns the scope for a path, or null if it is open to all. */
    @Nullable
    Scope scope(String path);

    /** Returns the page on which a person enters a token, which is then kept in a cookie; null for none. */
    default @Nullable String loginPage() {
        return null;
    }
}
