// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

/** Has the name of the loader that Clojure makes for every evaluated function. */
public final class DynamicClassLoader extends ClassLoader {}
