// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The library that made a span: OTLP's instrumentation scope. A span without one was made by the agent.
 *
 * <p>Compared by identity: one name and version has one object. The table is bounded; beyond it, the same scope may
 * occur twice in a batch.
 */
public final class InstrumentationScope {
    static final int MAX_SCOPES = 1_024;

    /** Longer names and versions are cut, in UTF-16 units. */
    static final int MAX_LENGTH = 256;

    private static final ConcurrentHashMap<String, InstrumentationScope> SCOPES = new ConcurrentHashMap<>();

    private final String name;
    private final @Nullable String version;

    private InstrumentationScope(String name, @Nullable String version) {
        this.name = name;
        this.version = version;
    }

    /** @param version null if it is not known */
    public static InstrumentationScope of(String name, @Nullable String version) {
        String cutName = Limits.cut(name, MAX_LENGTH);
        String cutVersion = version == null ? null : Limits.cut(version, MAX_LENGTH);
        String key = cutName.length() + ":" + cutName + (cutVersion == null ? "" : ':' + cutVersion);
        InstrumentationScope known = SCOPES.get(key);
        if (known != null) {
            return known;
        }
        InstrumentationScope scope = new InstrumentationScope(cutName, cutVersion);
        InstrumentationScope other = SCOPES.size() < MAX_SCOPES ? SCOPES.putIfAbsent(key, scope) : null;
        return other == null ? scope : other;
    }

    public String name() {
        return name;
    }

    public @Nullable String version() {
        return version;
    }
}
