// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import dapper.query.viewer.Login;
import dapper.server.auth.Scope;
import dapper.server.http.Access;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rights that the paths of the query service need: the viewer's own files hold no data and are open. */
final class QueryAccess implements Access {
    /** The kinds of files that the viewer is made of. Data such as /viewer/setup.json is of no such kind. */
    private static final Pattern FILE = Pattern.compile("/(viewer|webjars)/[A-Za-z0-9_./-]+\\.(js|css|svg)");

    @Override
    public @Nullable Scope scope(String path) {
        return FILE.matcher(path).matches() || path.equals(Login.PATH) || path.equals(Login.LOGOUT) ? null : Scope.READ;
    }

    @Override
    public String loginPage() {
        return Login.PATH;
    }
}
