// SPDX-License-Identifier: Apache-2.0
/** OTLP requests for the tests of this and other modules, made with the generated classes. */
package dapper.otlp.testing;
