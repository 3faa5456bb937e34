// SPDX-License-Identifier: Apache-2.0
package toylib;

import java.util.ArrayList;
import java.util.List;

/** A library with one class that the tests weave by name. */
public class Client {
    private final List<Listener> listeners = new ArrayList<>();

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public String call(String request) {
        if (request.isEmpty()) {
            throw new IllegalArgumentException("empty request");
        }
        listeners.forEach(listener -> listener.onResponse("re: " + request));
        return "re: " + request;
    }
}
