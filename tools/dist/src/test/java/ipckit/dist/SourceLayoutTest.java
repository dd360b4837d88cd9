package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tests rules for the names and the packages of all sources of the repository, and for the keys of
 * the JSON that the programs write.
 */
final class SourceLayoutTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final int MOST_TYPES = 25;

    /** Matches a key in a call of {@code JsonWriter}. */
    private static final Pattern JSON_KEY =
            Pattern.compile("\\.(?:field|instant)\\(\\s*\"([^\"]*)\"");

    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*");

    /**
     * The file names that may occur more than once. Every program has a class {@code Main}, and
     * every tool has a class {@code ArchitectureTest}.
     */
    private static final Set<String> SHARED_NAMES =
            Set.of("Main", "ArchitectureTest", "package-info");

    @Test
    void simpleNamesOfTypesAreUnique() throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path source : sources("")) {
            String name = source.getFileName().toString().replace(".java", "");
            if (!SHARED_NAMES.contains(name)) {
                places.computeIfAbsent(name, key -> new ArrayList<>()).add(shown(source));
            }
        }
        places.values().removeIf(sources -> sources.size() == 1);
        assertEquals(Map.of(), places);
    }

    @Test
    void everyPackageIsDescribed() throws IOException {
        Set<String> without = new TreeSet<>();
        for (Path source : sources("src/main/java")) {
            if (!Files.exists(source.resolveSibling("package-info.java"))) {
                without.add(shown(source.getParent()));
            }
        }
        assertEquals(Set.of(), without);
    }

    @Test
    void largePackagesSayWhyTheyAreNotDivided() throws IOException {
        Map<Path, Integer> types = new TreeMap<>();
        for (Path source : sources("src/main/java")) {
            if (!source.endsWith("package-info.java")) {
                types.merge(source.getParent(), 1, Integer::sum);
            }
        }
        List<String> silent = new ArrayList<>();
        for (Map.Entry<Path, Integer> entry : types.entrySet()) {
            Path described = entry.getKey().resolve("package-info.java");
            if (entry.getValue() > MOST_TYPES
                    && !Files.readString(described)
                            .replaceAll("\\s+(\\* )?", " ")
                            .contains("more than " + MOST_TYPES + " types")) {
                silent.add(shown(entry.getKey()) + ": " + entry.getValue() + " types");
            }
        }
        assertEquals(List.of(), silent);
    }

    @Test
    void everyKeyOfJsonIsInSnakeCase() throws IOException {
        Set<String> others = new TreeSet<>();
        for (Path source : sources("src/main/java")) {
            Matcher keys = JSON_KEY.matcher(Files.readString(source));
            while (keys.find()) {
                if (!SNAKE_CASE.matcher(keys.group(1)).matches()) {
                    others.add(shown(source) + ": " + keys.group(1));
                }
            }
        }
        assertEquals(Set.of(), others);
    }

    private static List<Path> sources(String below) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : List.of("common", "tools")) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(root))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .filter(file -> !file.toString().contains("/src/bench/"))
                        .filter(file -> file.toString().contains(below))
                        .forEach(sources::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return sources;
    }

    private static String shown(Path path) {
        return REPOSITORY.relativize(path).toString();
    }
}
