package ipckit.common.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the metadata for native binaries lists exactly what the code uses: the resources, and
 * the signatures of the native functions. If an entry is missing, the native binary fails at run
 * time. An entry that no code uses makes the native binary larger.
 */
final class NativeMetadataTest {
    private static final String METADATA =
            "/META-INF/native-image/io.github.ipckit/common/reachability-metadata.json";

    private static final Pattern DOWNCALL =
            Pattern.compile(
                    "\\{\\s*\"returnType\":\\s*\"([^\"]+)\",\\s*"
                            + "\"parameterTypes\":\\s*\\[([^]]*)\\],?\\s*"
                            + "(?:\"options\":\\s*\\{([^}]*)\\}\\s*)?\\}");

    private static final Pattern GLOB = Pattern.compile("\"glob\":\\s*\"([^\"]+)\"");

    /** Matches a key of the outermost object of the JSON file. */
    private static final Pattern SECTION = Pattern.compile("(?m)^  \"([a-z]+)\":");

    private static String metadata() throws IOException {
        try (InputStream file = NativeMetadataTest.class.getResourceAsStream(METADATA)) {
            assertNotNull(file, METADATA);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void namesEveryShapeOfTheCodeAndNoOther() throws IOException {
        Set<String> named = new TreeSet<>();
        List<MatchResult> entries = DOWNCALL.matcher(metadata()).results().toList();
        assertEquals(metadata().split("\"returnType\"").length - 1, entries.size());
        for (MatchResult entry : entries) {
            String options = entry.group(3) == null ? "" : entry.group(3);
            named.add(shape(entry.group(1), entry.group(2), options));
        }
        Set<String> used = new TreeSet<>();
        for (FunctionDescriptor shape : CallShapes.all()) {
            String parameters =
                    shape.argumentLayouts().stream()
                            .map(NativeMetadataTest::name)
                            .collect(Collectors.joining(","));
            String result = name(shape.returnLayout().orElseThrow());
            used.add(shape(result, parameters, "captureCallState:true"));
        }
        assertEquals(used, named);
    }

    private static String shape(String result, String parameters, String options) {
        return (result + "(" + parameters + ") " + options).replaceAll("[\\s\"]", "");
    }

    private static String name(MemoryLayout layout) {
        assertEquals(ValueLayout.JAVA_LONG, layout, "extend this method by the new layout");
        return "jlong";
    }

    @Test
    void namesEveryResourceAndNoOther() throws IOException, URISyntaxException {
        Set<String> named = new TreeSet<>();
        GLOB.matcher(metadata()).results().forEach(glob -> named.add(glob.group(1)));
        assertEquals(resources(), named);
    }

    /**
     * Returns the paths of the resource files that are among the compiled classes. Each path is
     * relative to the directory of the classes.
     */
    private static Set<String> resources() throws IOException, URISyntaxException {
        URL location = CallShapes.class.getProtectionDomain().getCodeSource().getLocation();
        Path classes = Path.of(location.toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString())
                    .filter(name -> !name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The code uses no reflection and no proxies, so the metadata has no sections for them. */
    @Test
    void hasNoOtherSections() throws IOException {
        List<String> sections =
                SECTION.matcher(metadata()).results().map(found -> found.group(1)).toList();
        assertEquals(List.of("comment", "resources", "foreign"), sections);
    }
}
