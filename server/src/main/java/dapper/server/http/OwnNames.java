// SPDX-License-Identifier: Apache-2.0
package dapper.server.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that name a host other than this machine. A web site can let its own name lead to 127.0.0.1 once its
 * page is loaded (DNS rebinding): for the browser the page and this server are then the same site, and the page could
 * read everything. The name in the request is the only difference.
 */
final class OwnNames extends Handler.Wrapper {
    /** A name that looks like an address is one: no browser asks the DNS for it. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    /**
     * The names by which containers reach their host, also a port on its loopback. No web site has them: the domain
     * internal is reserved.
     */
    private static final Set<String> OF_CONTAINERS =
            Set.of("host.docker.internal", "host.containers.internal", "host.testcontainers.internal");

    private final String configured;

    /** @param configured the host in the settings of the server */
    OwnNames(String configured) {
        this.configured = configured.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHttpURI().getHost();
        if (isOwn(host)) {
            return super.handle(request, response, callback);
        }
        Problem.of(
                        HttpStatus.MISDIRECTED_REQUEST_421,
                        "This server has no tokens and is for this machine only, so it does not answer to the name \""
                                + host + "\". Use localhost or an IP address; let a proxy send \"Host: localhost\";"
                                + " or require tokens (dapper.tokens.file).")
                .send(response, callback);
        return true;
    }

    /** Browsers always send a host, so its absence is no danger. */
    private boolean isOwn(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals(configured)
                || OF_CONTAINERS.contains(name)
                || ADDRESS.matcher(name).matches();
    }
}
