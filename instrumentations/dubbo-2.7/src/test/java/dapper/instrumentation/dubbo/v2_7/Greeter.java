// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import java.util.concurrent.CompletableFuture;

/** The service of the tests. */
public interface Greeter {
    String greet(String name);

    CompletableFuture<String> greetLater(String name);

    /** The value of an attachment as the provider sees it, empty for none. */
    String attachment(String name);
}
