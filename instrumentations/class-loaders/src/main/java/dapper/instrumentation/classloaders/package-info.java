// SPDX-License-Identifier: Apache-2.0
/** Makes {@code dapper.bootstrap} visible to woven code through class loaders that filter their delegation. */
package dapper.instrumentation.classloaders;
