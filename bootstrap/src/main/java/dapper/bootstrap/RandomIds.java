// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap;

import java.util.concurrent.ThreadLocalRandom;

/** Ids with 64 good random bits each; never zero, which stands for "none". */
final class RandomIds {
    private RandomIds() {}

    static long next() {
        long id;
        do {
            id = ThreadLocalRandom.current().nextLong();
        } while (id == 0);
        return id;
    }
}
