import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the GraalVM that compiles the native binary, and writes the path of its program {@code
 * native-image} into a file. If no GraalVM is found, deletes the file, prints the reason, and exits
 * with 1. If the environment variable {@code GRAALVM_HOME} names a directory, only this directory
 * is examined. Otherwise the program examines the JDK that runs it, and then all JDKs that Maven's
 * toolchain discovery has found or that the user has listed in {@code toolchains.xml}.
 *
 * <p>Maven runs this program at the beginning of a native build, so that a build without GraalVM
 * fails at once, with one error line.
 */
final class FindGraalVm {
    private static final int OLDEST = 25;
    private static final Pattern JDK_HOME = Pattern.compile("<jdkHome>\\s*([^<]+?)\\s*</jdkHome>");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** The files in which Maven lists JDKs, as paths from the user's home directory. */
    private static final String[] LISTS = {
        ".m2/toolchains.xml", ".m2/discovered-jdk-toolchains-cache.xml"
    };

    private FindGraalVm() {}

    /**
     * Finds the GraalVM, or exits with 1 if there is none.
     *
     * @param args one path: the file to which the path of {@code native-image} is written
     */
    public static void main(String[] args) throws IOException {
        Path result = Path.of(args[0]);
        Files.deleteIfExists(result);
        String chosen = System.getenv("GRAALVM_HOME");
        if (chosen != null && !chosen.isEmpty()) {
            Path home = Path.of(chosen);
            if (!Files.isExecutable(compiler(home))) {
                fail("GRAALVM_HOME has no bin/native-image: " + home);
            }
            if (version(home) < OLDEST) {
                fail("GRAALVM_HOME is older than JDK " + OLDEST + ": " + home);
            }
            write(result, home);
            return;
        }
        for (Path home : candidates()) {
            if (Files.isExecutable(compiler(home)) && version(home) >= OLDEST) {
                write(result, home);
                return;
            }
        }
        fail("no GraalVM for JDK " + OLDEST + " or later is installed; set GRAALVM_HOME");
    }

    private static void fail(String reason) {
        System.err.println("cannot build the native binary: " + reason);
        System.exit(1);
    }

    private static Path compiler(Path home) {
        return home.resolve("bin/native-image");
    }

    private static void write(Path result, Path home) throws IOException {
        Files.createDirectories(result.toAbsolutePath().getParent());
        Files.writeString(result, compiler(home).toAbsolutePath().toString());
    }

    private static Set<Path> candidates() throws IOException {
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (String list : LISTS) {
            Path file = Path.of(System.getProperty("user.home"), list);
            if (Files.exists(file)) {
                Matcher homesInFile = JDK_HOME.matcher(text(file));
                while (homesInFile.find()) {
                    homes.add(Path.of(homesInFile.group(1)));
                }
            }
        }
        return homes;
    }

    /**
     * Returns the feature version of a JDK, for example 25. Returns 0 if the JDK's file {@code
     * release} is absent or contains no version.
     */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        Matcher version = VERSION.matcher(Files.exists(release) ? text(release) : "");
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /**
     * Returns the text of a file, decoded as ISO 8859-1. This encoding accepts every sequence of
     * bytes, so the decoding never fails.
     */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
