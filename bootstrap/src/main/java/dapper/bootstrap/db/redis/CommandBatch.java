// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands of a batch, as far as its span shows them. Their arguments are not kept. For one thread at a time. */
final class CommandBatch {
    private static final String SEPARATOR = "; ";

    private final String kind;
    private final StringBuilder texts = new StringBuilder();
    private @Nullable String name;
    private @Nullable String lastText;
    private boolean severalNames;
    private boolean severalTexts;
    private boolean hasTexts;
    private int size;

    /** @param kind {@code PIPELINE} or {@code MULTI} */
    CommandBatch(String kind) {
        this.kind = kind;
    }

    void add(RedisCommand command) {
        String added = command.name();
        addName(added);
        addText(added == null || isFull() ? null : RedisSpans.text(added, command));
    }

    void addName(@Nullable String added) {
        severalNames |= size > 0 && !Objects.equals(name, added);
        name = added;
        size++;
    }

    /** @param text null if it is not shown */
    void addText(@Nullable String text) {
        severalTexts |= hasTexts && !Objects.equals(lastText, text);
        hasTexts = true;
        lastText = text;
        if (text != null && !isFull()) {
            texts.append(texts.length() == 0 ? "" : SEPARATOR).append(text);
        }
    }

    private boolean isFull() {
        return texts.length() >= CommandText.MAX_LENGTH;
    }

    int size() {
        return size;
    }

    /** The conventions treat a batch of one command as that command. */
    @Nullable
    String operation() {
        if (size == 1) {
            return name;
        }
        return size == 0 || severalNames || name == null ? kind : kind + ' ' + name;
    }

    /** The text that all commands have in common, or all texts; null if there is none. */
    @Nullable
    String text() {
        if (texts.length() == 0) {
            return null;
        }
        if (!severalTexts) {
            return lastText;
        }
        return texts.length() <= CommandText.MAX_LENGTH ? texts.toString() : texts.substring(0, CommandText.MAX_LENGTH);
    }
}
