package ipckit.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks that {@link LibraryCallReplacement} replaces all methods of {@code LibraryCall} except the
 * private ones.
 */
final class LibraryCallReplacementTest {
    @Test
    void replacesEveryMethod() throws ClassNotFoundException {
        String replaced = LibraryCallReplacement.class.getAnnotation(TargetClass.class).className();
        assertEquals(
                methods(
                        Class.forName(replaced, false, getClass().getClassLoader()),
                        method -> !Modifier.isPrivate(method.getModifiers())),
                methods(
                        LibraryCallReplacement.class,
                        method -> method.isAnnotationPresent(Substitute.class)));
    }

    private static Set<String> methods(Class<?> type, Predicate<Method> which) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(which)
                .map(
                        method ->
                                method.getName()
                                        + Arrays.toString(method.getParameterTypes())
                                        + method.getReturnType())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
