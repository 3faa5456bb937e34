// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection.boot;

import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.http.ClientCalls;
import dapper.bootstrap.http.HttpClientGetter;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** Reads and writes a connection, which is the request and the response. */
final class ConnectionGetter
        implements HttpClientGetter<HttpURLConnection, Void, HttpURLConnection>, HeaderSetter<HttpURLConnection> {
    @Override
    public void setHeader(HttpURLConnection connection, String name, String value) {
        connection.setRequestProperty(name, value);
    }

    @Override
    public String method(HttpURLConnection connection) {
        return connection.getRequestMethod();
    }

    @Override
    public void describe(Call call, @Nullable HttpURLConnection connection, @Nullable Void target) {
        if (connection != null) {
            URL url = connection.getURL();
            ClientCalls.url(call, text(url), url.getProtocol(), url.getHost(), url.getPort());
        }
    }

    /** Not {@code toExternalForm()}, which calls the handler of the URL; that may be the application's. */
    private static String text(URL url) {
        String authority = url.getAuthority() == null ? "" : "//" + url.getAuthority();
        String fragment = url.getRef() == null ? "" : "#" + url.getRef();
        return url.getProtocol() + ":" + authority + url.getFile() + fragment;
    }

    @Override
    public int status(HttpURLConnection connection) {
        return 0; // a method that returned it would send the request: the woven methods give the status
    }

    @Override
    public @Nullable String protocol(HttpURLConnection connection) {
        String statusLine = connection.getHeaderField(0);
        int space = statusLine == null ? -1 : statusLine.indexOf(' ');
        return space < 0 ? null : statusLine.substring(0, space);
    }
}
