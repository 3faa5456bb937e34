// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springdata.v2_7;

import net.bytebuddy.asm.Advice;
import org.springframework.data.repository.core.support.RepositoryFactorySupport;

/** Woven into the constructor of the factories of repositories. */
final class FactoryAdvice {
    private FactoryAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This RepositoryFactorySupport factory) {
        RepositoryInterceptor.addTo(factory);
    }
}
