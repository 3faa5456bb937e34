// SPDX-License-Identifier: Apache-2.0
/** JMS producers, consumers and listeners of any provider. */
package dapper.instrumentation.jms.v1_1;
