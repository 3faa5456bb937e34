// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.nio.file.Path;
import java.util.List;

/**
 * An application that runs with the agents.
 *
 * @param path of a request
 */
record Application(Path jar, List<String> arguments, String path) {
    static final Application ORDERS =
            new Application(Path.of("benchmarks/app/target/orders.jar"), List.of("0"), "/orders/17");

    /** Only its start is measured: the path is not mapped, so the first response needs no other application. */
    static final Application FRONT =
            new Application(Path.of("smoke-tests/apps/front/target/front.jar"), List.of("--port=0"), "/nothing");
}
