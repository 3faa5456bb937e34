// SPDX-License-Identifier: Apache-2.0
/** The shape that all instrumentations share: a call with a start and an end. */
package dapper.bootstrap.call;
