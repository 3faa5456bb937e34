// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.httpurlconnection;

import dapper.javaagent.testing.WatchedObjects;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Map;

/**
 * Everything an application may implement that a connection asks: the handler of its URL, which opens connections as the
 * JDK's does, cookies and proxies. It needs {@code --add-opens java.base/java.net=ALL-UNNAMED}, as such applications do.
 */
final class WatchedUrls implements AutoCloseable {
    private final WatchedObjects watched;
    private final CookieHandler cookies = CookieHandler.getDefault();
    private final ProxySelector proxies = ProxySelector.getDefault();

    WatchedUrls(WatchedObjects watched) {
        this.watched = watched;
        CookieHandler.setDefault(new WatchedCookies());
        ProxySelector.setDefault(new WatchedProxies());
    }

    @SuppressWarnings("deprecation") // the constructor that URL.of of newer JDKs replaces
    URL url(URI uri) throws IOException, ReflectiveOperationException {
        return new URL(null, uri.toString(), new WatchedHandler(handler(uri.toURL())));
    }

    private static URLStreamHandler handler(URL url) throws ReflectiveOperationException {
        Field field = URL.class.getDeclaredField("handler");
        field.setAccessible(true);
        return (URLStreamHandler) field.get(url);
    }

    @Override
    public void close() {
        CookieHandler.setDefault(cookies);
        ProxySelector.setDefault(proxies);
    }

    private final class WatchedHandler extends URLStreamHandler {
        private final URLStreamHandler handler;

        WatchedHandler(URLStreamHandler handler) {
            this.handler = handler;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            try {
                Method method = URLStreamHandler.class.getDeclaredMethod("openConnection", URL.class);
                method.setAccessible(true);
                return (URLConnection) method.invoke(handler, url);
            } catch (ReflectiveOperationException e) {
                throw new IOException(e);
            }
        }

        private void called(String method) {
            watched.called(URLStreamHandler.class, method);
        }

        @Override
        protected int getDefaultPort() {
            called("getDefaultPort");
            return 80;
        }

        @Override
        protected boolean equals(URL one, URL other) {
            called("equals");
            return super.equals(one, other);
        }

        @Override
        protected int hashCode(URL url) {
            called("hashCode");
            return super.hashCode(url);
        }

        @Override
        protected boolean sameFile(URL one, URL other) {
            called("sameFile");
            return super.sameFile(one, other);
        }

        @Override
        protected InetAddress getHostAddress(URL url) {
            called("getHostAddress");
            return super.getHostAddress(url);
        }

        @Override
        protected boolean hostsEqual(URL one, URL other) {
            called("hostsEqual");
            return super.hostsEqual(one, other);
        }

        @Override
        protected String toExternalForm(URL url) {
            called("toExternalForm");
            return super.toExternalForm(url);
        }
    }

    private final class WatchedCookies extends CookieHandler {
        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            watched.called(CookieHandler.class, "get");
            return Map.of();
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            watched.called(CookieHandler.class, "put");
        }
    }

    private final class WatchedProxies extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            watched.called(ProxySelector.class, "select");
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            watched.called(ProxySelector.class, "connectFailed");
        }
    }
}
