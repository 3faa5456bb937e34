// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import com.mongodb.event.CommandListener;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Woven into the method with which a client reads the listeners of its settings. */
final class CommandListenersAdvice {
    private CommandListenersAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return(readOnly = false) List<CommandListener> listeners) {
        listeners = CommandCalls.addTo(listeners);
    }
}
