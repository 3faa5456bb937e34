// SPDX-License-Identifier: Apache-2.0
/** The mapper methods of MyBatis that execute statements. */
package dapper.instrumentation.mybatis.v3_0;
