// SPDX-License-Identifier: Apache-2.0
package app;

import java.io.IOException;
import java.io.OutputStream;

/** Prints that it is running, and runs until its input ends. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("waiting");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
