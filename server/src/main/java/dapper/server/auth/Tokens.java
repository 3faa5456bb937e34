// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import dapper.server.settings.FileContents;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.storage.CassandraSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tokens that the servers of a process accept. Safe for many threads. */
public final class Tokens {
    private static final Setting FILE = new Setting(
            "dapper.tokens.file",
            "",
            "file with the tokens that clients must send, a line each: name scopes hash [tenant]; see dapper token; empty for no tokens; read again when it changes");

    public static final List<Setting> SETTINGS = List.of(FILE);

    /** Servers without tokens: every caller has every right. */
    public static final Tokens NONE = new Tokens(null, 0);

    private static final String SCHEME = "bearer ";

    private final @Nullable Path file;
    private final int longestTenant;
    private volatile List<TokenLine> lines = List.of();

    private Tokens(@Nullable Path file, int longestTenant) {
        this.file = file;
        this.longestTenant = longestTenant;
    }

    /**
     * @param files gets the file to watch
     * @throws InvalidSettingException for a file that cannot be used
     */
    public static Tokens read(Settings settings, WatchedFiles files) {
        Path file = settings.pathOrNull(FILE);
        if (file == null) {
            return NONE;
        }
        Tokens tokens = new Tokens(file, CassandraSettings.longestTenant(settings));
        files.load(List.of(file), contents -> tokens.load(file, contents));
        return tokens;
    }

    /** Returns whether callers need a token. */
    public boolean required() {
        return file != null;
    }

    /** Returns the caller of a header {@code Authorization}, or null if it holds no valid token. */
    public @Nullable Caller bearer(@Nullable String authorization) {
        if (!required()) {
            return Caller.ANYONE;
        }
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? find(authorization.substring(SCHEME.length()).strip())
                : null;
    }

    /** Returns the holder of a token, or null if there is none. The time it takes does not depend on the token. */
    public @Nullable Caller find(String token) {
        byte[] hash = new Token(token).sha256();
        Caller found = null;
        for (TokenLine line : lines) {
            if (MessageDigest.isEqual(hash, line.hash())) {
                found = line.caller();
            }
        }
        return found;
    }

    private void load(Path path, FileContents contents) {
        List<String> text;
        try {
            text = contents.text(path, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw unusable("the file " + path + " does not exist", e);
        } catch (IOException e) {
            throw unusable("the file " + path + " cannot be read (" + e + ")", e);
        }
        List<TokenLine> read = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    TokenLine next = parse(line);
                    if (read.stream().anyMatch(known -> MessageDigest.isEqual(known.hash(), next.hash()))) {
                        throw new IllegalArgumentException("has the hash of an earlier line");
                    }
                    read.add(next);
                } catch (IllegalArgumentException e) {
                    throw unusable("line " + (i + 1) + " of " + path + " " + e.getMessage(), e);
                }
            }
        }
        lines = List.copyOf(read);
    }

    private TokenLine parse(String text) {
        TokenLine line = TokenLine.parse(text);
        String tenant = line.caller().tenant().name();
        if (tenant.length() > longestTenant) {
            throw new IllegalArgumentException(
                    "has the tenant \"" + tenant + "\", whose keyspace would have more than 48"
                            + " characters; use a shorter name, or a shorter dapper.cassandra.keyspace");
        }
        return line;
    }

    private static InvalidSettingException unusable(String problem, Exception cause) {
        InvalidSettingException exception = new InvalidSettingException(FILE.key() + ": " + problem);
        exception.initCause(cause);
        return exception;
    }
}
