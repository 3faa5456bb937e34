// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import com.mongodb.MongoServerException;
import com.mongodb.ServerAddress;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.MongoCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call of each command. The driver calls this on the thread that sends the command, and on the one that reads
 * the reply. It gives no listener its own commands, with which it opens and watches connections.
 */
public final class CommandCalls implements CommandListener {
    static final String NAME = "mongodb-driver-3.7";

    private static final CommandCalls LISTENER = new CommandCalls();
    private static final MongoCalls CALLS = new MongoCalls(NAME);
    private static final int INSTRUMENTATION = AdviceErrors.number(NAME);

    /** Commands beyond these, at the same time, have no calls. */
    private static final int MAX_RUNNING = 100_000;

    /** By request, whose number is unique in this JVM. A listener that a client has twice makes one call. */
    private final ConcurrentHashMap<Integer, Call> running = new ConcurrentHashMap<>();

    private CommandCalls() {}

    /** The settings stay as they are: the list of a client ends with this listener. */
    @SuppressWarnings("ReferenceEquality") // no method of a listener of the application is called
    public static List<CommandListener> addTo(List<CommandListener> listeners) {
        for (CommandListener listener : listeners) {
            if (listener == LISTENER) {
                return listeners;
            }
        }
        List<CommandListener> all = new ArrayList<>(listeners.size() + 1);
        all.addAll(listeners);
        all.add(LISTENER);
        return all;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        try {
            if (!Commands.isOfDriver(event.getCommandName())
                    && running.size() < MAX_RUNNING
                    && !running.containsKey(event.getRequestId())) {
                start(event);
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    private void start(CommandStartedEvent event) {
        Call call = new Call();
        ServerAddress server = event.getConnectionDescription().getServerAddress();
        String command = event.getCommandName();
        if (CALLS.start(
                        call,
                        command,
                        Commands.collection(command, event.getCommand()),
                        event.getDatabaseName(),
                        server.getHost(),
                        server.getPort())
                && call.isObserved()) {
            running.put(event.getRequestId(), call);
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        Call call = running.remove(event.getRequestId());
        if (call != null) {
            CALLS.end(call, writeError(event), null);
        }
    }

    private static @Nullable Integer writeError(CommandSucceededEvent event) {
        try {
            return Commands.writeError(event.getCommandName(), event.getResponse());
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return null;
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        Call call = running.remove(event.getRequestId());
        if (call != null) {
            Throwable thrown = event.getThrowable();
            int code = thrown instanceof MongoServerException ? ((MongoServerException) thrown).getCode() : 0;
            CALLS.end(call, code > 0 ? code : null, thrown);
        }
    }
}
