package ipckit.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of ipckit and its libraries as one module.
 *
 * <p>picocli's jar has class files of Java 5, which an AOT cache cannot contain. To load them
 * without the cache takes longer than the rest of a command's start-up. Therefore picocli is
 * compiled again from its sources.
 *
 * @param parts jars and directories of classes
 * @param picocliSources the jar with picocli's sources
 */
record Application(List<Path> parts, Path picocliSources) {
    static final String MODULE = "ipckit";

    /** Returns the application that consists of the parts of a class path, except picocli's jar. */
    static Application fromClassPath(String classPath, Path picocliSources) {
        List<Path> parts = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path part = Path.of(entry);
            if (!part.getFileName().toString().startsWith("picocli-")) {
                parts.add(part);
            }
        }
        return new Application(List.copyOf(parts), picocliSources);
    }

    /**
     * Writes the module.
     *
     * @param module the directory of the module; this method creates it
     * @param sources a directory for picocli's sources; this method creates it
     */
    void writeModule(Path module, Path sources) throws IOException {
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                Trees.copy(part, module);
            } else {
                unpack(part, module);
            }
        }
        removeBuildClasses(module);

        unpack(picocliSources, sources);
        compile(module, sources.resolve("picocli/CommandLine.java"));

        Path declaration = sources.resolve("module-info.java");
        Files.writeString(
                declaration,
                """
                module %s {
                    requires jdk.unsupported;
                }
                """
                        .formatted(MODULE));
        compile(module, declaration);
    }

    private static void removeBuildClasses(Path module) throws IOException {
        Trees.delete(module.resolve("META-INF/maven"));
        Files.deleteIfExists(module.resolve("META-INF/MANIFEST.MF"));
        try (var parts = Files.list(module.resolve("ipckit/dist"))) {
            for (Path part : parts.filter(part -> !part.endsWith("training")).toList()) {
                Trees.delete(part);
            }
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Trees.copy(files.getPath("/"), target);
        }
    }

    private static void compile(Path target, Path source) {
        Jdk.tool(
                "javac",
                "--release=25",
                "-proc:none",
                "-nowarn",
                "-XDstringConcat=inline",
                "-d",
                target.toString(),
                "--source-path",
                source.getParent().toString(),
                source.toString());
    }
}
