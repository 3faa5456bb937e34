// SPDX-License-Identifier: Apache-2.0
package app;

/** Makes some calls and ends in the way it is told to. */
public final class Ending {
    private Ending() {}

    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[1]);
        try (Calls server = new Calls()) {
            for (int i = 0; i < calls; i++) {
                server.call("/call-" + i);
            }
        }
        System.out.println("called");
        switch (arguments[0]) {
            case "return":
                return;
            case "exit":
                System.exit(3);
                return;
            case "halt":
                Runtime.getRuntime().halt(4);
                return;
            case "wait":
                System.in.read();
                return;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }
}
