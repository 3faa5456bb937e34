// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.graphqljava.v12_0;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.graphql.GraphQlCall;
import graphql.ErrorType;
import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One execution: begins on the thread of the caller, and ends with the result, on any. */
public final class Operation implements BiConsumer<@Nullable ExecutionResult, @Nullable Throwable> {
    private static final int INSTRUMENTATION = AdviceErrors.number("graphql-java-12.0");
    private static final String LIBRARY = "graphql.";

    /** The innermost of the running thread, until the library returns its future. */
    private static final ThreadLocal<@Nullable Operation> RUNNING = new ThreadLocal<>();

    private final @Nullable GraphQlCall call;
    private final @Nullable Operation outer;

    private Operation(@Nullable GraphQlCall call, @Nullable Operation outer) {
        this.call = call;
        this.outer = outer;
    }

    /** @return null if there is nothing to do */
    public static @Nullable Operation start() {
        GraphQlCall call = GraphQlCall.start();
        Operation outer = RUNNING.get();
        if (call == null && outer == null) {
            return null;
        }
        Operation operation = new Operation(call, outer);
        RUNNING.set(operation);
        return operation;
    }

    /** Finds the operation that is executed: a document may have several. */
    public static void parsed(Document document, ExecutionInput input) {
        Operation running = RUNNING.get();
        GraphQlCall call = running == null ? null : running.call;
        if (call == null || !call.isRecorded()) {
            return;
        }
        String wanted = input.getOperationName();
        for (Definition<?> definition : document.getDefinitions()) {
            if (definition instanceof OperationDefinition) {
                OperationDefinition operation = (OperationDefinition) definition;
                if (wanted == null || wanted.isEmpty() || wanted.equals(operation.getName())) {
                    call.operation(operation.getOperation().name().toLowerCase(Locale.ROOT), operation.getName());
                    return;
                }
            }
        }
    }

    /** Called when the library has returned the future result, or thrown. */
    public void returned(@Nullable CompletableFuture<ExecutionResult> result, @Nullable Throwable thrown) {
        if (outer == null) {
            RUNNING.remove();
        } else {
            RUNNING.set(outer);
        }
        if (call == null) {
            return;
        }
        call.leave();
        if (result == null) {
            accept(null, thrown);
        } else if (call.isRecorded()) {
            result.whenComplete(this);
        }
    }

    @Override
    public void accept(@Nullable ExecutionResult result, @Nullable Throwable thrown) {
        GraphQlCall ended = call;
        if (ended == null) {
            return;
        }
        try {
            end(ended, result, thrown);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            ended.end();
        }
    }

    private static void end(GraphQlCall call, @Nullable ExecutionResult result, @Nullable Throwable thrown) {
        if (thrown != null) {
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
            call.fail(cause == null ? thrown : cause);
            return;
        }
        List<GraphQLError> errors = result != null && isOfLibrary(result) ? result.getErrors() : null;
        if (errors == null || errors.isEmpty()) {
            call.end();
            return;
        }
        GraphQLError first = errors.get(0);
        if (isOfLibrary(first) && first instanceof ExceptionWhileDataFetching) {
            call.fail(((ExceptionWhileDataFetching) first).getException());
        } else {
            call.fail(type(first));
        }
    }

    /** The application's own errors are not asked. */
    private static String type(GraphQLError error) {
        Object type = isOfLibrary(error) ? error.getErrorType() : null;
        return type instanceof ErrorType
                ? ((ErrorType) type).name()
                : error.getClass().getName();
    }

    private static boolean isOfLibrary(Object object) {
        return object.getClass().getName().startsWith(LIBRARY);
    }
}
