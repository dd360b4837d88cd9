package ipckit.common;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Checks the dependencies between the packages of {@code common}. To allow another dependency, add
 * it to the enum {@link Room}, whose constants are the packages.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ArchitectureTest {
    private static final String ROOT = "ipckit.common";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /**
     * The packages below the root package. Each constant lists the packages that its package may
     * use in addition to the root package.
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
        CLI,
        DAEMON(CLI, NAMING, PROCESS, SYNC);

        private final List<Room> below;

        Room(Room... below) {
            this.below = List.of(below);
        }

        private String packageName() {
            return ROOT + "." + name().toLowerCase(Locale.ROOT);
        }

        private boolean has(JavaClass type) {
            return isWithin(packageName(), type);
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
        noneDependsOn(describe("are in " + room, room::has), elsewhere);
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
        noneDependsOn(
                describe("are in the root", ArchitectureTest::isRoot),
                describe("are in a room", type -> isOurs(type) && !isRoot(type)));
    }

    @Test
    void onlyCliKnowsPicocli() {
        noneDependsOn(outside(Room.CLI), resideInAPackage("picocli.."));
    }

    /**
     * Only {@code LibraryCall} may call C functions through {@link java.lang.foreign.Linker},
     * because such a call is slow in a native binary. The native binary has another implementation
     * of this class, which does not use {@code Linker}.
     */
    @Test
    void onlyLibraryCallUsesTheLinker() {
        noneDependsOn(
                not(nameMatching("ipckit\\.common\\.os\\.LibraryCall")),
                nameMatching(
                        "java\\.lang\\.foreign\\.(Linker|FunctionDescriptor|SymbolLookup)(\\$.*)?"
                                + "|java\\.lang\\.invoke\\.MethodHandle"));
    }

    @Test
    void onlyOsUsesInternalClasses() {
        noneDependsOn(outside(Room.OS), nameMatching("sun\\..*"));
    }

    /**
     * Forbids the classes ProcessBuilder and Process. This also forbids the method Runtime.exec,
     * because it returns a Process.
     */
    @Test
    void onlyPosixSpawnStartsProcesses() {
        noneDependsOn(alwaysTrue(), nameMatching("java\\.lang\\.(ProcessBuilder|Process)(\\$.*)?"));
    }

    private static void noneDependsOn(
            DescribedPredicate<? super JavaClass> users,
            DescribedPredicate<? super JavaClass> used) {
        noClasses().that(users).should().dependOnClassesThat(used).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> outside(Room room) {
        return resideOutsideOfPackage(room.packageName() + "..");
    }

    private static boolean isOurs(JavaClass type) {
        return isWithin(ROOT, type);
    }

    private static boolean isWithin(String name, JavaClass type) {
        return (type.getPackageName() + ".").startsWith(name + ".");
    }

    private static boolean isRoot(JavaClass type) {
        return type.getPackageName().equals(ROOT);
    }

    private static String[] packages() {
        Stream<String> rooms = Arrays.stream(Room.values()).map(room -> room.packageName() + "..");
        return Stream.concat(Stream.of(ROOT), rooms).toArray(String[]::new);
    }
}
