// SPDX-License-Identifier: Apache-2.0
package dapper.server.auth;

import dapper.storage.Tenant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of the tokens file: {@code name scopes hash [tenant]}.
 *
 * @param hash the SHA-256 of the token
 */
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time only.
public record TokenLine(Caller caller, byte[] hash) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    /** @throws IllegalArgumentException with the rule that the line breaks */
    static TokenLine parse(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 3 || words.length > 4) {
            throw new IllegalArgumentException("has " + words.length + " words, not: name scopes hash [tenant]");
        }
        if (!HASH.matcher(words[2]).matches()) {
            throw new IllegalArgumentException("has a hash that is not 64 hexadecimal digits");
        }
        return new TokenLine(
                caller(words[0], words[1], words.length == 4 ? words[3] : ""),
                HexFormat.of().parseHex(words[2]));
    }

    /**
     * Returns the line for a token.
     *
     * @param scopes separated by commas
     * @param tenant empty for the default
     * @throws IllegalArgumentException with the rule that a word breaks
     */
    public static String format(String name, String scopes, String tenant, Token token) {
        Caller caller = caller(name, scopes, tenant);
        String words = caller.name() + " "
                + Arrays.stream(Scope.values())
                        .filter(caller::may)
                        .map(Scope::word)
                        .collect(Collectors.joining(","))
                + " " + token.hash();
        return tenant.isEmpty() ? words : words + " " + tenant;
    }

    private static Caller caller(String name, String scopes, String tenant) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "has the name \"" + name + "\", not one of letters, digits, dots, dashes and underscores");
        }
        return new Caller(name, scopes(scopes), new Tenant(tenant));
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : text.split(",", -1)) {
            scopes.add(Arrays.stream(Scope.values())
                    .filter(scope -> scope.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "has the scope \"" + word + "\", not some of ingest,read,admin")));
        }
        return scopes;
    }
}
