// SPDX-License-Identifier: Apache-2.0
/** A servlet application like many, for measuring what an agent costs it. */
@NullMarked
package orders;

import org.jspecify.annotations.NullMarked;
