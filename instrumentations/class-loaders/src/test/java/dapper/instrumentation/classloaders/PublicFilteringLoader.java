// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.classloaders;

/** Filters in the other form of {@code loadClass}, as JBoss Modules does. */
final class PublicFilteringLoader extends ClassLoader {
    PublicFilteringLoader() {
        super(PublicFilteringLoader.class.getClassLoader());
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name);
        }
        throw new ClassNotFoundException(name + " is filtered");
    }
}
