package ipckit.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks that the settings in {@code META-INF/native-image} list exactly what the code uses. If an
 * entry is missing, the native binary fails at run time, or is slow. An entry that no code uses
 * makes the binary larger.
 */
final class NativeMetadataTest {
    private static final Pattern GLOB = Pattern.compile("\"glob\":\\s*\"([^\"]+)\"");

    /** Matches a key of the outermost object of a JSON file. */
    private static final Pattern SECTION = Pattern.compile("(?m)^  \"([a-z]+)\":");

    private static final Pattern BUILT_EARLY = Pattern.compile("--initialize-at-build-time=(\\S+)");

    @Test
    void namesEveryResourceAndNoOther() throws Exception {
        Set<String> named = new TreeSet<>();
        for (String metadata : NativeClasses.settings("reachability-metadata.json")) {
            GLOB.matcher(metadata).results().forEach(glob -> named.add(glob.group(1)));
        }
        assertEquals(NativeClasses.resources(), named);
    }

    /**
     * The metadata has no sections for reflection and proxies, because the code uses neither.
     * {@link RefusedUsesTest} checks this. The metadata has no section for foreign functions
     * either, because the native binary calls no function through the linker.
     */
    @Test
    void hasNoOtherSections() throws IOException {
        for (String metadata : NativeClasses.settings("reachability-metadata.json")) {
            List<String> sections =
                    SECTION.matcher(metadata).results().map(found -> found.group(1)).toList();
            assertEquals(List.of("comment", "resources"), sections);
        }
    }

    /**
     * The metadata must name the resources that the code reads. Therefore this test fails if a new
     * class reads resources. The metadata need not name the class file that {@code LongRun} reads,
     * because {@code LongRun} ignores the contents of this file.
     */
    @Test
    void onlyKnownClassesReadResources() {
        Set<String> readers =
                NativeClasses.ALL.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getName().startsWith("getResource"))
                        .map(call -> call.getOriginOwner().getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "ipckit.common.cli.runner.Program",
                        "ipckit.common.daemon.ShellScripts",
                        "ipckit.common.os.LongRun"),
                readers);
    }

    /**
     * In a native binary, a {@code VarHandle} in a static final field is fast only if the class
     * with the field is initialised at build time. The build options must therefore name each such
     * class.
     */
    @Test
    void initialisesEveryClassWithVariableHandlesAtBuildTime() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String options : NativeClasses.settings("native-image.properties")) {
            Matcher list = BUILT_EARLY.matcher(options);
            while (list.find()) {
                named.addAll(Arrays.asList(list.group(1).split(",")));
            }
        }
        Set<String> used =
                NativeClasses.ALL.stream()
                        .filter(NativeMetadataTest::hasVariableHandle)
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, named);
    }

    private static boolean hasVariableHandle(JavaClass type) {
        return type.getFields().stream()
                .anyMatch(
                        field ->
                                field.getRawType().isEquivalentTo(java.lang.invoke.VarHandle.class)
                                        && field.getModifiers().contains(JavaModifier.STATIC));
    }
}
