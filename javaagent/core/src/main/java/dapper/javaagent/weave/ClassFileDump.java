// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

import dapper.javaagent.match.InstrumentationLog;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes woven classes below a directory, for developers who debug an instrumentation; off by default. */
final class ClassFileDump {
    private final @Nullable File directory;
    private final InstrumentationLog log;

    /** @param directory null for off */
    ClassFileDump(@Nullable String directory, InstrumentationLog log) {
        this.directory = directory == null || directory.isEmpty() ? null : new File(directory);
        this.log = log;
    }

    void write(String internalName, byte[] classFile) {
        if (directory == null) {
            return;
        }
        File file = new File(directory, internalName + ".class");
        File parent = file.getParentFile();
        if (parent != null && (parent.isDirectory() || parent.mkdirs())) {
            try (FileOutputStream out = new FileOutputStream(file)) {
                out.write(classFile);
                return;
            } catch (IOException e) {
                // Logged below.
            }
        }
        log.warn("dapper.javaagent.dump: cannot write " + file);
    }
}
