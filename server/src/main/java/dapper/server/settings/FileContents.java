// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of files that belong together, such as a certificate and its key. */
public final class FileContents {
    private final Map<Path, byte[]> contents = new LinkedHashMap<>();
    private final Map<Path, IOException> failures = new LinkedHashMap<>();
    private final boolean steady;

    /** Reads a file. */
    interface Source {
        byte[] read(Path file) throws IOException;
    }

    /** A state of a file; null if there is no file. */
    private record Version(@Nullable FileTime modified, long size) {
        static Version of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(attributes.lastModifiedTime(), attributes.size());
            } catch (IOException e) {
                return new Version(null, 0);
            }
        }
    }

    private FileContents(List<Path> files, Source source) {
        List<Version> before = files.stream().map(Version::of).toList();
        for (Path file : files) {
            try {
                contents.put(file, source.read(file));
            } catch (IOException e) {
                failures.put(file, e);
            }
        }
        this.steady = before.equals(files.stream().map(Version::of).toList());
    }

    static FileContents read(List<Path> files, Source source) {
        return new FileContents(files, source);
    }

    /** Returns whether no file changed while they were read. */
    boolean isSteady() {
        return steady;
    }

    /** Returns a hash of all contents. */
    byte[] digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.values().forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @throws IOException if the file could not be read, or holds no text in this encoding */
    public String text(Path file, Charset encoding) throws IOException {
        byte[] content = contents.get(file);
        if (content == null) {
            throw failures.getOrDefault(file, new IOException(file + " was not read"));
        }
        return encoding.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }
}
