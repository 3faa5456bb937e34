// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.javaagent.api.MethodRules;

/** The lists of methods that are traced, and of those that are not although they are annotated. */
final class MethodRulesConfig {
    private static final String INCLUDED = "otel.instrumentation.methods.include";
    private static final String EXCLUDED =
            "otel.instrumentation.opentelemetry-instrumentation-annotations.exclude-methods";

    private MethodRulesConfig() {}

    static MethodRules read(ConfigReader reader) {
        String included = reader.text(INCLUDED);
        String excluded = reader.text(EXCLUDED);
        return included == null && excluded == null
                ? MethodRules.NONE
                : new MethodRules(
                        MethodRuleParser.parse(INCLUDED, included), MethodRuleParser.parse(EXCLUDED, excluded));
    }
}
