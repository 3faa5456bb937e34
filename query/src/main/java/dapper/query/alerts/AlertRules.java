// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts;

import dapper.query.alerts.rule.RuleFile;
import dapper.query.alerts.rule.RuleFileException;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.server.settings.FileContents;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.WatchedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of the file: those of its last content that could be used. Safe for many threads. */
public final class AlertRules {
    /** No file. */
    public static final AlertRules NONE = new AlertRules(null);

    private final @Nullable Path path;
    private volatile RuleFile file = RuleFile.EMPTY;
    private volatile @Nullable String error;

    private AlertRules(@Nullable Path path) {
        this.path = path;
    }

    /**
     * Reads the file now and after each change.
     *
     * @param path null for {@link #NONE}
     * @throws InvalidSettingException for a file that cannot be used; one that becomes so later is logged, and its
     *     predecessor stays in force
     */
    public static AlertRules load(@Nullable Path path, WatchedFiles files) {
        if (path == null) {
            return NONE;
        }
        AlertRules rules = new AlertRules(path);
        files.load(List.of(path), contents -> rules.load(path, contents));
        return rules;
    }

    private void load(Path from, FileContents contents) {
        try {
            file = RuleFileReader.read(contents.text(from, StandardCharsets.UTF_8));
            error = null;
        } catch (NoSuchFileException e) {
            throw unusable("the file " + from + " does not exist", e);
        } catch (IOException e) {
            throw unusable("the file " + from + " cannot be read as UTF-8 (" + e + ")", e);
        } catch (RuleFileException e) {
            throw unusable(from + ", " + e.getMessage(), e);
        }
    }

    private InvalidSettingException unusable(String problem, Exception cause) {
        error = problem;
        InvalidSettingException exception = new InvalidSettingException("dapper.query.alerts.rules: " + problem);
        exception.initCause(cause);
        return exception;
    }

    /** Returns whether there is a file. */
    public boolean configured() {
        return path != null;
    }

    public RuleFile file() {
        return file;
    }

    /** Returns why the present content of the file is not in force; null if it is. */
    public @Nullable String error() {
        return error;
    }
}
