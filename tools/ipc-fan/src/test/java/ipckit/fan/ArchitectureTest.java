package ipckit.fan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/** A tool uses every room but {@code os}, and no other tool. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ipckit.fan");

    @Test
    void leavesTheSystemToTheRooms() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "ipckit\\.common\\.os\\..*"
                            + "|java\\.lang\\.foreign\\.(Linker|FunctionDescriptor|SymbolLookup)(\\$.*)?"
                            + "|java\\.lang\\.invoke\\.MethodHandle|sun\\..*")
                .check(CLASSES);
    }

    @Test
    void knowsNoOtherTool() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("ipckit\\.(?!common\\.|fan\\.).*")
                .check(CLASSES);
    }
}
