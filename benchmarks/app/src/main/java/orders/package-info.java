// SPDX-License-Identifier: Apache-2.0
/** A typical servlet application, for measuring the cost of an agent. */
@NullMarked
package orders;

import org.jspecify.annotations.NullMarked;
