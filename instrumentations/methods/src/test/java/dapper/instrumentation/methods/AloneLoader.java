// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.methods;

import app.alone.AloneService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;

/** An application of one class, with its own copies of libraries. */
class AloneLoader extends URLClassLoader {
    AloneLoader(URL... libraries) {
        super(libraries, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(AloneService.class.getName())) {
            return super.findClass(name);
        }
        String file = name.replace('.', '/') + ".class";
        try (InputStream stream = AloneService.class.getClassLoader().getResourceAsStream(file)) {
            byte[] classFile = stream.readAllBytes();
            return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    Callable<?> service() throws ReflectiveOperationException {
        return (Callable<?>)
                loadClass(AloneService.class.getName()).getConstructor().newInstance();
    }
}
