// SPDX-License-Identifier: Apache-2.0
/** Lets woven code see {@code dapper.bootstrap} through class loaders that filter what they delegate. */
package dapper.instrumentation.classloaders;
