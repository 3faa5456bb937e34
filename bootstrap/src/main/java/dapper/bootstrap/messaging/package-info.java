// SPDX-License-Identifier: Apache-2.0
/** Messages that are sent, received and processed, by the semantic conventions. */
package dapper.bootstrap.messaging;
