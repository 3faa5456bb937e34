// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

/** Its type is excluded by the settings of the tests. */
final class ExcludedLoader extends AloneLoader {}
