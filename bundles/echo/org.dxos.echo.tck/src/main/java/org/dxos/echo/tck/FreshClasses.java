package org.dxos.echo.tck;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.util.Objects;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/** Loads the classes that come from one place again; asks the first loader for all others. */
final class FreshClasses extends ClassLoader {
    private final ClassLoader first;
    private final CodeSource place;

    private FreshClasses(ClassLoader first, CodeSource place) {
        super(first);
        this.first = first;
        this.place = place;
    }

    /**
     * The same state machine made by classes that were never used; null when it cannot be made so: without a constructor that is
     * public and takes nothing, or where class files cannot be found.
     */
    @SuppressWarnings("unchecked") // the states and mutations are only ever given back to it
    static <S, M> @Nullable StateMachine<S, M> again(StateMachine<S, M> machine) {
        Class<?> type = machine.getClass();
        ClassLoader loader = type.getClassLoader();
        CodeSource place = type.getProtectionDomain().getCodeSource();
        if (loader == null || place == null || place.getLocation() == null) {
            return null;
        }
        try {
            Class<?> again = new FreshClasses(loader, place).loadClass(type.getName());
            return again == type
                    ? null
                    : (StateMachine<S, M>) again.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            Class<?> known = first.loadClass(name);
            CodeSource source = known.getProtectionDomain().getCodeSource();
            if (source == null || !Objects.equals(source.getLocation(), place.getLocation())) {
                return known;
            }
            try (@Nullable InputStream in = first.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    return known;
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
