// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

/** One of an instrumentation's type descriptions that a class matched. */
public final class Target {
    public static final Target[] NONE = new Target[0];

    public final IndexedInstrumentation instrumentation;
    /** Position in {@code Instrumentation.types()}. */
    public final int type;

    Target(IndexedInstrumentation instrumentation, int type) {
        this.instrumentation = instrumentation;
        this.type = type;
    }

    /** The union; one of the arguments itself if the other adds nothing. */
    public static Target[] union(Target[] some, Target[] others) {
        Target[] all = some;
        for (Target other : others) {
            if (!contains(all, other)) {
                Target[] longer = new Target[all.length + 1];
                System.arraycopy(all, 0, longer, 0, all.length);
                longer[all.length] = other;
                all = longer;
            }
        }
        return all;
    }

    private static boolean contains(Target[] targets, Target target) {
        for (Target each : targets) {
            if (each.instrumentation == target.instrumentation && each.type == target.type) {
                return true;
            }
        }
        return false;
    }
}
