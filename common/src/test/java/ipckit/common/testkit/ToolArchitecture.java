package ipckit.common.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Checks that a tool does not use the package {@code os} or another tool. A tool may use every
 * other package of {@code common}. Each tool has a test that extends this class. All methods share
 * one instance, because the import of the classes takes long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ToolArchitecture {
    private final String tool;
    private final String usable;
    private final JavaClasses classes;

    /**
     * Imports the classes of a tool.
     *
     * @param tool the last component of the tool's package name
     */
    protected ToolArchitecture(String tool) {
        this(tool, "");
    }

    /**
     * Imports the classes of a tool that may use some classes of other tools.
     *
     * @param usable a regular expression for the names of the classes that the tool may use,
     *     without the prefix {@code ipckit.}
     */
    protected ToolArchitecture(String tool, String usable) {
        this.tool = tool;
        this.usable = usable;
        this.classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("ipckit." + tool);
    }

    @Test
    final void leavesTheSystemToTheRooms() {
        assertNoUse(
                "ipckit\\.common\\.os\\..*"
                    + "|java\\.lang\\.foreign\\.(Linker|FunctionDescriptor|SymbolLookup)(\\$.*)?"
                    + "|java\\.lang\\.invoke\\.MethodHandle|sun\\..*");
    }

    /**
     * Checks that no class uses ProcessBuilder or Process. A class then cannot use Runtime.exec
     * either, because that method returns a Process.
     */
    @Test
    final void leavesStartingProcessesToTheRooms() {
        assertNoUse("java\\.lang\\.(ProcessBuilder|Process)(\\$.*)?");
    }

    /**
     * Each feature of a tool has a package of its own. These packages must not depend on each other
     * in a cycle. The root package of the tool may use all of them.
     */
    @Test
    final void featurePackagesHaveNoCycle() {
        slices().matching("ipckit." + tool + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    final void knowsNoOtherTool() {
        String more = usable.isEmpty() ? "" : "|" + usable + "$";
        assertNoUse("ipckit\\.(?!common\\.|" + tool + "\\." + more + ").*");
    }

    private void assertNoUse(String classNames) {
        noClasses().should().dependOnClassesThat().haveNameMatching(classNames).check(classes);
    }
}
