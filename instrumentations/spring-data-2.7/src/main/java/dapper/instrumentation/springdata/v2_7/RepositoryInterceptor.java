// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springdata.v2_7;

import dapper.bootstrap.db.RepositoryMethod;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.core.support.RepositoryFactorySupport;

/** The first of the interceptors that Spring Data puts around a repository: notes the method while it runs. */
public final class RepositoryInterceptor implements MethodInterceptor {
    private final String repository;

    private RepositoryInterceptor(String repository) {
        this.repository = repository;
    }

    public static void addTo(RepositoryFactorySupport factory) {
        factory.addRepositoryProxyPostProcessor((proxy, information) -> proxy.addAdvice(
                new RepositoryInterceptor(information.getRepositoryInterface().getName())));
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        String before =
                RepositoryMethod.enter(repository, invocation.getMethod().getName());
        try {
            return invocation.proceed();
        } finally {
            RepositoryMethod.leave(before);
        }
    }
}
