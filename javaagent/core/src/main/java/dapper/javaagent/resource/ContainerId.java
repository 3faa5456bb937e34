// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The id of the container this process runs in: 64 hexadecimal digits, found in files of the kernel. */
final class ContainerId {
    private static final int LENGTH = 64;

    private ContainerId() {}

    static @Nullable String find() {
        String id = inCgroup(TextFile.lines("/proc/self/cgroup"));
        return id == null ? inMountInfo(TextFile.lines("/proc/self/mountinfo")) : id;
    }

    /** Version 1: the last part of the path of a control group, perhaps as {@code docker-<id>.scope}. */
    static @Nullable String inCgroup(List<String> lines) {
        for (String line : lines) {
            String id = idIn(line.substring(line.lastIndexOf('/') + 1));
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** Version 2 hides it; but the container's own host name file is mounted from a folder with its id. */
    static @Nullable String inMountInfo(List<String> lines) {
        for (String line : lines) {
            int folder = line.indexOf("/containers/");
            String id = folder < 0 || !line.contains("/hostname") ? null : idIn(line.substring(folder));
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static @Nullable String idIn(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? digits + 1 : 0;
            boolean last = i + 1 == text.length() || "0123456789abcdef".indexOf(text.charAt(i + 1)) < 0;
            if (digits == LENGTH && last) {
                return text.substring(i + 1 - LENGTH, i + 1);
            }
        }
        return null;
    }
}
