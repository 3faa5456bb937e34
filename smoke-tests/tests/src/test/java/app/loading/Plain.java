// SPDX-License-Identifier: Apache-2.0
package app.loading;

import java.io.Serializable;

/** Types that match no instrumentation, with several levels of supertypes. */
interface Plain {

    interface Named {}

    interface Titled extends Named, Comparable<Titled> {}

    interface Marked extends Serializable {}

    class Base implements Serializable, Named {
        private static final long serialVersionUID = 1;
    }

    class Middle extends Base implements Runnable, Marked {
        private static final long serialVersionUID = 1;

        @Override
        public void run() {}
    }

    class Other extends Middle implements Cloneable {
        private static final long serialVersionUID = 1;
    }

    class Leaf extends Middle implements Named, Cloneable, Titled {
        private static final long serialVersionUID = 1;

        @Override
        public int compareTo(Titled other) {
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Leaf;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
