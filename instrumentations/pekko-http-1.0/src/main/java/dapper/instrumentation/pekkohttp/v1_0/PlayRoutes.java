// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkohttp.v1_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import play.api.mvc.RequestHeader;
import play.api.routing.HandlerDef;
import play.routing.Router;
import scala.Option;

/** Names requests after the lines of the {@code routes} file that they match. */
public final class PlayRoutes {
    private PlayRoutes() {}

    /** Called while the running thread serves the request, with the attributes that its router has added. */
    public static void routed(RequestHeader request) {
        Option<HandlerDef> definition = request.attrs().get(Router.Attrs.HANDLER_DEF.asScala());
        if (definition.isEmpty()) {
            return;
        }
        ServerCall call = ServerCall.claimRoute();
        if (call != null) {
            ServerCalls.claimedRoute(call, template(definition.get().path()));
        }
    }

    /** {@code /items/$id<[^/]+>} becomes <code>/items/{id}</code>. */
    static String template(String path) {
        int start = path.indexOf('$');
        if (start < 0) {
            return path;
        }
        StringBuilder template = new StringBuilder(path.length());
        int written = 0;
        while (start >= 0) {
            int pattern = path.indexOf('<', start);
            int end = pattern < 0 ? -1 : endOfPattern(path, pattern);
            if (end < 0) {
                break;
            }
            template.append(path, written, start).append('{');
            template.append(path, start + 1, pattern).append('}');
            written = end;
            start = path.indexOf('$', end);
        }
        return template.append(path, written, path.length()).toString();
    }

    /** Returns the position behind the closing bracket; -1 if it is missing. A pattern may have brackets of its own. */
    private static int endOfPattern(String path, int start) {
        int depth = 0;
        for (int i = start; i < path.length(); i++) {
            char next = path.charAt(i);
            depth += next == '<' ? 1 : next == '>' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
