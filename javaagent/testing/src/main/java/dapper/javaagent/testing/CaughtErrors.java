// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import dapper.bootstrap.AdviceErrors;
import java.util.ArrayList;
import java.util.List;

/** Keeps the exceptions that woven code caught, and passes them on to the agent. */
final class CaughtErrors implements AdviceErrors.Listener {
    private static final List<CaughtError> CAUGHT = new ArrayList<>();

    private final AdviceErrors.Listener agent;

    CaughtErrors(AdviceErrors.Listener agent) {
        this.agent = agent;
    }

    @Override
    public void caught(Throwable thrown, String instrumentation) {
        synchronized (CAUGHT) {
            CAUGHT.add(new CaughtError(instrumentation, thrown));
        }
        agent.caught(thrown, instrumentation);
    }

    static List<CaughtError> take() {
        synchronized (CAUGHT) {
            List<CaughtError> taken = List.copyOf(CAUGHT);
            CAUGHT.clear();
            return taken;
        }
    }
}
