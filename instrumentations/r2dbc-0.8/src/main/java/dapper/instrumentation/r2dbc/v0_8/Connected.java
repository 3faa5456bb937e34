// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.db.url.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** An open connection, and its last execution. A wrapper shares it with the connection that it wraps. */
final class Connected {
    private final ConnectionInfo target;
    private @Nullable Execution last;

    Connected(ConnectionInfo target) {
        this.target = target;
    }

    ConnectionInfo target() {
        return target;
    }

    /** An application may leave a result unread: such an execution ends here. */
    void executing(Execution next) {
        Execution before;
        synchronized (this) {
            before = last;
            last = next;
        }
        if (before != null) {
            before.next();
        }
    }

    void closing() {
        Execution before;
        synchronized (this) {
            before = last;
            last = null;
        }
        if (before != null) {
            before.close();
        }
    }
}
