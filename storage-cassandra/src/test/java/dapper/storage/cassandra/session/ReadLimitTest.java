// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ReadLimitTest {
    private final ReadLimit limit = new ReadLimit(3);
    private final ArrayDeque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();

    @Test
    void startsAReadWhenAnotherHasEnded() {
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(limit.run(this::read));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(underWay).hasSize(Math.min(3, 10 - i));
            CompletableFuture<Integer> oldest = underWay.remove();
            if (i == 4) {
                oldest.completeExceptionally(new IllegalStateException("no answer"));
            } else {
                oldest.complete(i);
            }

            assertThat(answers.get(i).toCompletableFuture()).isDone();
            assertThat(answers.get(i).toCompletableFuture().isCompletedExceptionally())
                    .isEqualTo(i == 4);
        }
    }

    @Test
    void goesOnAfterAReadThatCannotStart() {
        CompletionStage<Integer> failed = limit.run(() -> {
            throw new IllegalStateException("closed");
        });

        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        for (int i = 0; i < 4; i++) {
            limit.run(this::read);
        }
        assertThat(underWay).hasSize(3);
    }

    @Test
    void needsNoStackForReadsThatEndInTheirStart() {
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(limit.run(this::read));
        }
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            answers.add(limit.run(() -> CompletableFuture.completedFuture(number)));
        }
        underWay.remove().complete(-1);

        assertThat(answers.subList(3, answers.size()))
                .allMatch(answer -> answer.toCompletableFuture().isDone());
    }

    private CompletionStage<Integer> read() {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        underWay.add(read);
        return read;
    }
}
