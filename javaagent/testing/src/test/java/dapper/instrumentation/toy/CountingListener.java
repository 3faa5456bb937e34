// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import java.util.concurrent.atomic.AtomicInteger;
import toylib.Listener;

/** Lives beside the library, because it implements one of its types. */
public final class CountingListener implements Listener {
    private final AtomicInteger responses = new AtomicInteger();

    @Override
    public void onResponse(String response) {
        responses.incrementAndGet();
    }
}
