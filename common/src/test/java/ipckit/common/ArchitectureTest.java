package ipckit.common;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Locale;

/**
 * Checks the dependencies between the rooms of the toolkit. To allow another dependency, add it to
 * {@link Room}.
 */
final class ArchitectureTest {
    private static final String ROOT = "ipckit.common";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /**
     * The rooms. Each room has the list of rooms that it may use in addition to the root package.
     */
    enum Room {
        OS,
        MEMORY(OS),
        SYNC(MEMORY, OS),
        OBJECT(SYNC, MEMORY, OS),
        QUEUE(OBJECT, SYNC, MEMORY, OS),
        MAILBOX(OBJECT, SYNC, MEMORY, OS),
        PIPE(MEMORY, OS),
        PROCESS(OS),
        NAMING,
        CLI;

        private final List<Room> below;

        Room(Room... below) {
            this.below = List.of(below);
        }

        private String packageName() {
            return ROOT + "." + name().toLowerCase(Locale.ROOT);
        }

        private boolean has(JavaClass type) {
            return type.getPackageName().equals(packageName())
                    || type.getPackageName().startsWith(packageName() + ".");
        }
    }

    @ParameterizedTest
    @EnumSource
    void usesOnlyTheRoomsBelow(Room room) {
        DescribedPredicate<JavaClass> elsewhere =
                describe(
                        "are in a room other than " + room.below + " and the root",
                        type ->
                                isOurs(type)
                                        && !isRoot(type)
                                        && !room.has(type)
                                        && room.below.stream().noneMatch(down -> down.has(type)));
        noClasses()
                .that(describe("are in " + room, room::has))
                .should()
                .dependOnClassesThat(elsewhere)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(packages()).allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void rootUsesNoRoom() {
        noClasses()
                .that(describe("are in the root", ArchitectureTest::isRoot))
                .should()
                .dependOnClassesThat(
                        describe("are in a room", type -> isOurs(type) && !isRoot(type)))
                .check(CLASSES);
    }

    @Test
    void onlyCliKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Room.CLI.packageName() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyOsCallsNatively() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Room.OS.packageName() + "..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.foreign\\.(Linker|FunctionDescriptor|SymbolLookup)(\\$.*)?"
                                + "|java\\.lang\\.invoke\\.MethodHandle"
                                + "|sun\\..*")
                .check(CLASSES);
    }

    /** The rule also covers Runtime.exec, which returns a Process. */
    @Test
    void onlyPosixSpawnStartsProcesses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(ProcessBuilder|Process)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void everyNativeCallHasASharedShape() {
        noClasses()
                .that()
                .haveNameNotMatching("ipckit\\.common\\.os\\.(CallShapes|Libc)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.foreign\\.FunctionDescriptor")
                .check(CLASSES);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static boolean isRoot(JavaClass type) {
        return type.getPackageName().equals(ROOT);
    }

    private static String[] packages() {
        Room[] rooms = Room.values();
        String[] names = new String[rooms.length + 1];
        for (int i = 0; i < rooms.length; i++) {
            names[i] = rooms[i].packageName() + "..";
        }
        names[rooms.length] = ROOT;
        return names;
    }
}
