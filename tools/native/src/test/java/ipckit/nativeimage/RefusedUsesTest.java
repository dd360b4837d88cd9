package ipckit.nativeimage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Finds uses of the JDK that a native binary refuses at run time, or allows only for classes and
 * resources that {@code reachability-metadata.json} lists. A test that runs on the JVM cannot find
 * such a use, because the use fails only in the native binary.
 */
final class RefusedUsesTest {
    /**
     * Checks that no class calls a method whose name matches the pattern {@code methods}. The
     * patterns cover, for example, arenas that several threads may close, reflection by name,
     * classes that are loaded or generated at run time, services and resource bundles that are
     * found by name, objects that are read from a stream, and native libraries.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java\\.lang\\.foreign\\.Arena\\.ofShared",
                "java\\.lang\\.foreign\\.Linker\\.upcallStub",
                "java\\.lang\\.foreign\\.SymbolLookup\\..*Lookup",
                "java\\.lang\\.Class\\.(forName|newInstance|get(Declared)?(Constructor|Method|Field)s?"
                    + "|getRecordComponents|getPermittedSubclasses)",
                "java\\.lang\\.reflect\\..*",
                "java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\..*",
                "java\\.lang\\.invoke\\.MethodHandleProxies\\..*",
                "java\\.lang\\.ClassLoader\\.(loadClass|defineClass|getResource).*",
                "java\\.util\\.ServiceLoader\\..*",
                "java\\.util\\.ResourceBundle\\..*",
                "java\\.util\\.concurrent\\.atomic\\.Atomic.*FieldUpdater\\..*",
                "java\\.io\\.Object(In|Out)putStream\\..*",
                "java\\.lang\\.(System|Runtime)\\.(load|loadLibrary)",
                "java\\.lang\\.management\\..*",
            })
    void noClassCalls(String methods) {
        noClasses()
                .should()
                .callCodeUnitWhere(
                        describe(
                                "the target is " + methods,
                                (JavaCall<?> call) -> name(call.getTarget()).matches(methods)))
                .check(NativeClasses.ALL);
    }

    private static String name(CodeUnitCallTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }
}
