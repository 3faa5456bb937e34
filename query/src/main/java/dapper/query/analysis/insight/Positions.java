// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import java.util.Arrays;

/** A growing list of positions in the tree, without an object for each. */
final class Positions {
    private int[] positions = new int[2];
    private int size;

    static Positions of(int... positions) {
        Positions all = new Positions();
        for (int position : positions) {
            all.add(position);
        }
        return all;
    }

    void add(int position) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
    }

    void addAll(Positions others) {
        for (int i = 0; i < others.size; i++) {
            add(others.get(i));
        }
    }

    int get(int index) {
        return positions[index];
    }

    int last() {
        return positions[size - 1];
    }

    int size() {
        return size;
    }

    int[] sorted() {
        int[] sorted = Arrays.copyOf(positions, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
