// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import dapper.javaagent.api.MethodRules;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.ExclusionsConfig;
import dapper.javaagent.match.Exclusions;
import dapper.javaagent.match.Selection;
import org.jspecify.annotations.Nullable;

/** The selection that the settings make. */
public final class ConfiguredSelection implements Selection {
    private final AgentConfig config;

    public ConfiguredSelection(AgentConfig config) {
        this.config = config;
    }

    @Override
    public boolean isEnabled(String name) {
        return config.isInstrumentationEnabled(name);
    }

    @Override
    public boolean isWanted(String name) {
        return config.isInstrumentationWanted(name);
    }

    @Override
    public MethodRules methods() {
        return config.methods();
    }

    @Override
    public @Nullable Exclusions exclusions() {
        ExclusionsConfig exclusions = config.exclusions();
        return exclusions.isEmpty() ? null : new Exclusions(exclusions.classes(), exclusions.classLoaders());
    }
}
