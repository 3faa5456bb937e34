// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

/** Has the name of the loader that Clojure makes for every function that is evaluated. */
public final class DynamicClassLoader extends ClassLoader {}
