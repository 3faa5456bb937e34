// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.viewer.Login;
import dapper.server.auth.Scope;
import dapper.server.http.Access;
import org.jspecify.annotations.Nullable;

/** The rights that the paths of the query service need: the viewer's own files hold no data and are open. */
final class QueryAccess implements Access {
    @Override
    public @Nullable Scope scope(String path) {
        boolean file = path.startsWith("/viewer/") || path.startsWith("/webjars/");
        boolean open = file && !path.equals("/viewer/setup.json");
        return open || path.equals(Login.PATH) || path.equals(Login.LOGOUT) ? null : Scope.READ;
    }

    @Override
    public String loginPage() {
        return Login.PATH;
    }
}
