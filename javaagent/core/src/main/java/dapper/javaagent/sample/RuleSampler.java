// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.config.SamplingRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies the operator's rules by path first; the first match decides, otherwise the sampler decides. */
final class RuleSampler implements HeadSampler {
    private static final int BEGINNING = 3;

    private final Rule[] rules;

    /** A bit for each possible beginning of a matching path: nearly every other path fails here immediately. */
    private final long beginnings;

    private final HeadSampler sampler;

    RuleSampler(List<SamplingRule> rules, HeadSampler sampler) {
        this(rules, shares(rules), sampler);
    }

    /** @param shares of the rules, one for each */
    RuleSampler(List<SamplingRule> rules, List<Share> shares, HeadSampler sampler) {
        this.rules = new Rule[rules.size()];
        long bits = 0;
        for (int i = 0; i < this.rules.length; i++) {
            Rule rule = new Rule(rules.get(i), shares.get(i));
            this.rules[i] = rule;
            String prefix = rule.pattern.prefix();
            bits |= prefix.length() < BEGINNING ? -1 : beginning(prefix);
        }
        this.beginnings = bits;
        this.sampler = sampler;
    }

    private static List<Share> shares(List<SamplingRule> rules) {
        List<Share> shares = new ArrayList<>(rules.size());
        for (SamplingRule rule : rules) {
            shares.add(Share.of(rule.ratio()));
        }
        return shares;
    }

    @Override
    public long sample(long randomness, SpanKind kind, String name, @Nullable String path) {
        if (path != null && (path.length() < BEGINNING || (beginnings & beginning(path)) != 0)) {
            for (Rule rule : rules) {
                if (rule.matches(name, path)) {
                    return rule.share.sample(randomness);
                }
            }
        }
        return sampler.sample(randomness, kind, name, path);
    }

    /** One of 64 bits, from the second and third characters; the first is a slash. */
    private static long beginning(String path) {
        return 1L << path.charAt(1) * 7 + path.charAt(2);
    }

    @Override
    public boolean followsParent() {
        return sampler.followsParent();
    }

    @Override
    public long threshold() {
        return sampler.threshold();
    }

    @Override
    public void start() {
        sampler.start();
    }

    @Override
    public void close() {
        sampler.close();
    }

    private static final class Rule {
        final PathPattern pattern;
        final Share share;
        private final @Nullable String method;

        Rule(SamplingRule rule, Share share) {
            this.pattern = new PathPattern(rule.pattern());
            this.share = share;
            this.method = rule.method();
        }

        boolean matches(String method, String path) {
            return (this.method == null || this.method.equals(method)) && pattern.matches(path);
        }
    }
}
