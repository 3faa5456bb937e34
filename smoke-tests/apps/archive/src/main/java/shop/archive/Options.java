// SPDX-License-Identifier: Apache-2.0
package shop.archive;

import java.util.Arrays;

/** Command line options of the form {@code --name=value} or {@code --name}. */
final class Options {
    private final String[] args;

    Options(String[] args) {
        this.args = args;
    }

    String get(String name, String otherwise) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith("--" + name + "="))
                .map(arg -> arg.substring(name.length() + 3))
                .findFirst()
                .orElse(otherwise);
    }

    boolean has(String name) {
        return Arrays.asList(args).contains("--" + name);
    }
}
