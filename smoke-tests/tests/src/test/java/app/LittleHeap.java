// SPDX-License-Identifier: Apache-2.0
package app;

/**
 * Fills the heap to the last object, executes statements that need no memory themselves, counts the exceptions, and
 * frees the heap again.
 */
public final class LittleHeap {
    private static Object[] filling;
    private static int outOfMemory;

    private LittleHeap() {}

    public static void main(String[] arguments) throws Exception {
        QuietStatement statement = new QuietStatement();
        String before = "SELECT * FROM before";
        String without = "SELECT * FROM without";
        String after = "SELECT * FROM after";
        execute(statement, before);
        System.out.println("ready");
        System.in.read();
        int thrown = 0;
        for (int i = 0; i < 20; i++) {
            fill();
            thrown += execute(statement, without);
        }
        filling = null;
        System.out.println("thrown " + thrown);
        System.out.println("full " + outOfMemory);
        System.in.read();
        execute(statement, after);
        System.in.read();
    }

    private static void fill() {
        try {
            for (int size = 1 << 16; size > 0; size /= 2) {
                fill(size);
            }
        } catch (OutOfMemoryError e) {
            // The heap is as full as possible.
        }
        outOfMemory++;
    }

    private static void fill(int size) {
        try {
            while (true) {
                Object[] next = new Object[size];
                next[0] = filling;
                filling = next;
            }
        } catch (OutOfMemoryError e) {
            // Smaller ones may still fit.
        }
    }

    /** Returns the number of exceptions. */
    private static int execute(QuietStatement statement, String sql) {
        try {
            statement.execute(sql);
            return 0;
        } catch (Throwable e) {
            return 1;
        }
    }
}
