// SPDX-License-Identifier: Apache-2.0
/** The methods of Spring Data's repositories. */
package dapper.instrumentation.springdata.v2_7;
