package ipckit.nativeimage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes and the resources of ipckit from which the native binary is compiled. */
final class NativeClasses {
    static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ipckit");

    private NativeClasses() {}

    /**
     * Returns the contents of all files below {@code META-INF/native-image} that have the given
     * name.
     */
    static List<String> settings(String fileName) throws IOException {
        ClassLoader loader = NativeClasses.class.getClassLoader();
        List<String> contents = new ArrayList<>();
        for (String module : List.of("common", "native")) {
            String path = "META-INF/native-image/io.github.ipckit/" + module + "/" + fileName;
            try (InputStream file = loader.getResourceAsStream(path)) {
                if (file != null) {
                    contents.add(new String(file.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }

    /** Returns the names of the resources of ipckit, except those in {@code META-INF}. */
    static Set<String> resources() throws Exception {
        Set<Path> places = new TreeSet<>();
        for (JavaClass type : ALL) {
            places.add(
                    Path.of(
                            Class.forName(
                                            type.getName(),
                                            false,
                                            NativeClasses.class.getClassLoader())
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI()));
        }
        Set<String> names = new TreeSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                addResources(place, names);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    addResources(jar.getPath("/"), names);
                }
            }
        }
        return names;
    }

    private static void addResources(Path root, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .forEach(names::add);
        }
    }
}
