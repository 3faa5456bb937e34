// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.nio.file.Path;
import java.util.List;

/**
 * What runs with the agents.
 *
 * @param path of a request
 */
record Application(Path jar, List<String> arguments, String path) {
    static final Application ORDERS =
            new Application(Path.of("benchmarks/app/target/orders.jar"), List.of("0"), "/orders/17");

    /** Its start is what counts: nothing is mapped there, so the first response needs none of the others. */
    static final Application FRONT =
            new Application(Path.of("smoke-tests/apps/front/target/front.jar"), List.of("--port=0"), "/nothing");
}
