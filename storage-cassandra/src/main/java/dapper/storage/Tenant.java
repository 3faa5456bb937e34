// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.regex.Pattern;

/**
 * The owner of spans. Tenants share the servers and the cluster, and each has its own tables.
 *
 * @param name a lower-case letter, then letters, digits or underscores, {@value #LONGEST_NAME} at most; empty for the
 *     default tenant, the only one of servers without tokens
 */
public record Tenant(String name) {
    private static final int LONGEST_NAME = 24;
    private static final Pattern NAME = Pattern.compile("|[a-z][a-z0-9_]{0," + (LONGEST_NAME - 1) + "}");

    // After the pattern, which its constructor uses.
    public static final Tenant DEFAULT = new Tenant("");

    /** @throws IllegalArgumentException for any other name */
    public Tenant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a tenant has a name of at most " + LONGEST_NAME
                    + " lower-case letters, digits and underscores that begins with a letter, not \"" + name + "\"");
        }
    }
}
