// SPDX-License-Identifier: Apache-2.0
package app.start;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

final class Task implements Callable<Integer>, Supplier<Integer> {
    @Override
    public Integer call() {
        return 1;
    }

    @Override
    public Integer get() {
        return 1;
    }

    static int next(int number) {
        return number + 1;
    }
}
