import com.google.googlejavaformat.java.Main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs google-java-format on the Java sources below a directory. Skips each source that has not
 * changed since the last successful run of this program. The parent pom runs this source file
 * without compiling it first.
 *
 * <p>The first argument is {@code check} to report each source with a wrong format, or {@code
 * rewrite} to correct the format. The second argument is the directory. The third argument is the
 * path of a stamp file. The modification time of the stamp file is the time at which the last
 * successful run of this program started.
 */
final class FormatSources {
    private FormatSources() {}

    public static void main(String[] args) throws Exception {
        boolean check = args[0].equals("check");
        Path root = Path.of(args[1]);
        Path stamp = Path.of(args[2]);
        FileTime started = FileTime.fromMillis(System.currentTimeMillis());

        List<String> command = new ArrayList<>(List.of("--aosp"));
        command.addAll(
                check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
        int options = command.size();
        for (Path source : changedSince(stamp, root)) {
            command.add(source.toString());
        }
        if (command.size() > options && run(command) != 0) {
            System.err.println("To rewrite these files, run: mvn -N -Dformat initialize");
            System.exit(1);
        }
        Files.createDirectories(stamp.getParent());
        Files.write(stamp, new byte[0]);
        Files.setLastModifiedTime(stamp, started);
    }

    private static int run(List<String> command) throws Exception {
        PrintWriter out = new PrintWriter(System.err, true);
        int code = new Main(out, out, System.in).format(command.toArray(new String[0]));
        out.flush();
        return code;
    }

    private static List<Path> changedSince(Path stamp, Path root) throws IOException {
        FileTime since =
                Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
        List<Path> changed = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        String name = directory.getFileName().toString();
                        return name.equals("target") || name.equals(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")
                                && attributes.lastModifiedTime().compareTo(since) >= 0) {
                            changed.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return changed;
    }
}
