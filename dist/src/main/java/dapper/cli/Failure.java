// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.InvalidSettingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Describes in one line, for the user, why a command failed. */
final class Failure {
    static final int USAGE = 2;
    static final int FAILED = 1;

    private Failure() {}

    static int exitCode(Throwable failure) {
        boolean usage = failure instanceof ParameterException
                || failure instanceof UsageException
                || failure instanceof InvalidSettingException;
        return usage ? USAGE : FAILED;
    }

    static String text(Throwable failure) {
        if (failure instanceof ParameterException misuse) {
            return Misuse.text(misuse);
        }
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        String message = failure.getMessage();
        if (failure instanceof OutOfMemoryError) {
            return "out of memory (" + message + "); give Dapper more with DAPPER_JAVA_OPTS=-Xmx2g";
        }
        if (message != null && message.contains("failed to map segment from shared object")) {
            return "the folder for temporary files is mounted noexec, and native libraries are unpacked there;"
                    + " mount it with exec, or name another one with DAPPER_JAVA_OPTS=-Djava.io.tmpdir=FOLDER ("
                    + message.lines().findFirst().orElse("") + ")";
        }
        return message == null || message.isBlank() ? failure.getClass().getName() : message.strip();
    }

    private static @Nullable String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "is there already, and not a directory";
        }
        return failure.getReason();
    }
}
