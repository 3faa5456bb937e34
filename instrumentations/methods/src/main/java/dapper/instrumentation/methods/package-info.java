// SPDX-License-Identifier: Apache-2.0
/** Methods of the application that are spans because the application or its operator has asked for it. */
package dapper.instrumentation.methods;
