// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code host.*}, {@code os.*} and {@code container.id}. */
final class HostAttributes {
    private HostAttributes() {}

    static void addTo(Map<String, Object> attributes) {
        put(attributes, "host.name", hostName());
        put(attributes, "host.arch", architecture(System.getProperty("os.arch", "")));
        put(attributes, "os.type", operatingSystem(System.getProperty("os.name", "")));
        put(attributes, "os.description", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        put(attributes, "container.id", ContainerId.find());
    }

    private static void put(Map<String, Object> attributes, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, value);
        }
    }

    /** The resolver may take seconds, so it comes last. */
    private static @Nullable String hostName() {
        List<String> kernel = TextFile.lines("/proc/sys/kernel/hostname");
        String name = kernel.isEmpty() ? System.getenv("HOSTNAME") : kernel.get(0);
        if (name == null || name.isEmpty()) {
            name = System.getenv("COMPUTERNAME");
        }
        if (name != null && !name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The spelling of the semantic conventions. */
    static String architecture(String arch) {
        switch (arch.toLowerCase(Locale.ROOT)) {
            case "amd64":
            case "x86_64":
                return "amd64";
            case "aarch64":
                return "arm64";
            case "arm":
                return "arm32";
            case "x86":
            case "i386":
            case "i686":
                return "x86";
            case "ppc64le":
                return "ppc64";
            default:
                return arch;
        }
    }

    static String operatingSystem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows")) {
            return "windows";
        }
        if (lower.startsWith("mac")) {
            return "darwin";
        }
        return lower.startsWith("sunos") ? "solaris" : lower;
    }
}
