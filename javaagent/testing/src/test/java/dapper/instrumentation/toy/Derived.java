// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.toy;

import toylib.Base;

/** Cannot be defined before the class that it is injected for. */
public final class Derived extends Base {
    public static final String NAME = String.valueOf("derived from ");
}
