// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import dapper.query.alerts.rule.Receiver;
import dapper.storage.alerts.AlertState;
import dapper.storage.alerts.Notified;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a receiver is to be notified about an alert, as a pure function of the alert's state and of the last
 * notification that the receiver has taken. So nothing waits in a queue that a crash could lose: what has not been taken is due
 * again.
 */
final class Due {
    /** The end of a firing that could not be delivered for so long is not delivered any more. */
    private static final long GIVEN_UP = TimeUnit.DAYS.toNanos(1);

    private Due() {}

    /**
     * @param last null if the receiver has taken nothing about this alert
     * @param now in nanoseconds since 1970
     */
    static boolean isDue(AlertState alert, Receiver receiver, @Nullable Notified last, long now) {
        long fired = alert.times().fired();
        if (fired == 0 || !alert.notice().receivers().contains(receiver.name())) {
            return false;
        }
        boolean ended = Notification.hasEnded(alert);
        if (ended && now - alert.times().ended() > GIVEN_UP) {
            return false;
        }
        if (last == null || last.fired() != fired) {
            return true;
        }
        return ended ? !last.ended() : now - last.unixNanos() >= receiver.repeatNanos();
    }
}
