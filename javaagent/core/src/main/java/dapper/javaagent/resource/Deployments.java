// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The web applications deployed in the folders of a server, by file name. */
final class Deployments {
    /** Web applications that come with Tomcat, and those without a name of their own. */
    private static final Set<String> NOT_COUNTED =
            new HashSet<>(Arrays.asList("ROOT", "root", "docs", "examples", "host-manager", "manager", "__internal"));

    private final Set<String> names = new TreeSet<>();

    /** Counts archives and, if folders are deployments there too, folders. A missing folder counts as empty. */
    Deployments in(@Nullable File folder, boolean folders) {
        String[] files = folder == null ? null : folder.list();
        for (String file : files == null ? new String[0] : files) {
            String name = nameOf(file);
            if (name == null && folders && new File(folder, file).isDirectory()) {
                name = contextName(file);
            }
            if (name != null && !NOT_COUNTED.contains(name)) {
                names.add(name);
            }
        }
        return this;
    }

    /** The name, if there is exactly one. */
    @Nullable
    String only() {
        return names.size() == 1 ? names.iterator().next() : null;
    }

    /** The name of a web application or enterprise application from its archive; null for other files. */
    static @Nullable String nameOf(String file) {
        return file.endsWith(".war") || file.endsWith(".ear")
                ? contextName(file.substring(0, file.length() - 4))
                : null;
    }

    /** Tomcat writes the version of {@code /a/b} as {@code a#b##version}. */
    private static String contextName(String baseName) {
        int version = baseName.indexOf("##");
        return (version < 0 ? baseName : baseName.substring(0, version)).replace('#', '/');
    }
}
