// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter of advice, of type int: the number that {@link MethodNumbers} gave the method that the advice is in. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MethodNumber {}
