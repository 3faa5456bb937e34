// SPDX-License-Identifier: Apache-2.0
package app.weaver;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * A typical agent made with Byte Buddy. It weaves methods that the agent under test weaves too, including the JDK's.
 */
public final class Weaver {
    private Weaver() {}

    public static void premain(String arguments, Instrumentation jvm) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .ignore(nameStartsWith("net.bytebuddy.").or(isSynthetic()))
                .type(named("org.h2.jdbc.JdbcStatement"))
                .transform((builder, type, loader, module, domain) -> builder.visit(count(named("executeQuery"))))
                .type(named("sun.net.www.protocol.http.HttpURLConnection"))
                .transform((builder, type, loader, module, domain) -> builder.visit(count(named("connect"))))
                .type(named("java.util.concurrent.ThreadPoolExecutor"))
                .transform((builder, type, loader, module, domain) -> builder.visit(count(named("execute"))))
                .type(named("app.Mixed"))
                .transform((builder, type, loader, module, domain) -> builder.visit(count(any())))
                .installOn(jvm);
    }

    private static net.bytebuddy.asm.AsmVisitorWrapper count(
            net.bytebuddy.matcher.ElementMatcher.Junction<net.bytebuddy.description.method.MethodDescription> methods) {
        return Advice.to(Count.class).on(methods);
    }
}
