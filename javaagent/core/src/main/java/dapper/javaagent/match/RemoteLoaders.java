// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Recognises class loaders that fetch class files from another host. Each request to one of them is a call of the
 * application, so the agent makes none that it can avoid.
 */
final class RemoteLoaders {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;

    /** 0 for a loader that has not been checked. */
    private final WeakLoaderMap<AtomicInteger> known = new WeakLoaderMap<AtomicInteger>() {
        @Override
        protected AtomicInteger create() {
            return new AtomicInteger();
        }
    };

    boolean contains(@Nullable ClassLoader loader) {
        if (!(loader instanceof URLClassLoader)) {
            return false;
        }
        AtomicInteger kind = known.get(loader);
        if (kind.get() == 0) {
            kind.set(hasRemoteUrl((URLClassLoader) loader) ? REMOTE : LOCAL);
        }
        return kind.get() == REMOTE;
    }

    private static boolean hasRemoteUrl(URLClassLoader loader) {
        URL[] urls = loader.getURLs();
        if (urls != null) {
            for (URL url : urls) {
                if (isRemote(url.getProtocol()) || isJarOfRemote(url)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isJarOfRemote(URL url) {
        String file = url.getFile();
        return url.getProtocol().equals("jar") && isRemote(file.substring(0, Math.max(0, file.indexOf(':'))));
    }

    private static boolean isRemote(String protocol) {
        return protocol.equals("http") || protocol.equals("https") || protocol.equals("ftp");
    }
}
