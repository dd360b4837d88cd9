package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tests that the manual pages are well-formed, and that they explain each verb, option and exit
 * status in the help of the programs.
 */
@Execution(ExecutionMode.CONCURRENT)
final class ManualsIT {
    private static final Path MANUALS = Example.REPOSITORY.resolve("man");
    private static final Pattern OPTION = Pattern.compile("\\bFl (-?[0-9A-Za-z][a-z-]*)");

    @TestFactory
    List<DynamicTest> pagesAreWellFormed() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mandoc")), "mandoc is not installed");
        return Example.pages().stream()
                .map(page -> dynamicTest(page.getFileName().toString(), () -> lint(page)))
                .toList();
    }

    private static void lint(Path page) {
        CommandResult result =
                LaunchedCommand.at("mandoc", "-T", "lint", "-W", "warning", page.toString()).run();
        assertEquals("", result.output() + result.errors());
        assertEquals(0, result.code());
    }

    @ParameterizedTest
    @EnumSource
    void tellEveryOptionAndNoOther(ImageProgram program) throws IOException {
        Help help = new Help(program.command());
        String page = page(program);
        String beforeTheVerbs = part(page, "Sh", "DESCRIPTION").split("\n\\.Ss ")[0];
        Set<String> toldOnce = named(beforeTheVerbs);
        assertTrue(toldOnce.containsAll(Help.OF_EVERY_VERB), toldOnce.toString());
        Set<String> had = new TreeSet<>(Help.OF_THE_PROGRAM);
        for (String verb : help.verbs()) {
            Set<String> wanted = new TreeSet<>(help.options(verb));
            had.addAll(wanted);
            if (verb.isEmpty()) {
                assertEquals(wanted, listed(part(page, "Sh", "DESCRIPTION")));
                continue;
            }
            wanted.removeAll(toldOnce);
            assertEquals(wanted, listed(part(page, "Ss", verb)), verb);
        }
        if (program.declaration().textbook().isPresent()) {
            Set<String> wanted = new TreeSet<>(help.options("-n 1"));
            had.addAll(wanted);
            wanted.removeAll(toldOnce);
            assertEquals(wanted, listed(part(page, "Ss", "The textbook's program")));
        }
        assertTrue(had.containsAll(toldOnce), toldOnce.toString());
    }

    /**
     * Tests that the pages of section 7 explain exactly the options that the pages of the programs
     * leave out. For example, ipckit-daemon(7) explains {@code --log} and the options of {@code
     * daemon stop}.
     */
    @Test
    void tellEveryOptionOfGroupsAndNoOther() throws IOException {
        String daemons = Files.readString(MANUALS.resolve("ipckit-daemon.7"));
        String ports = Files.readString(MANUALS.resolve("ipc-mq-mach.7"));
        String kernel = Files.readString(MANUALS.resolve("ipc-mq-kernel.7"));
        Set<String> wanted = new TreeSet<>();
        for (ImageProgram program : ImageProgram.values()) {
            Help help = new Help(program.command());
            wanted.addAll(help.options("daemon"));
            List<String> verbs = new ArrayList<>(help.allVerbs());
            verbs.removeAll(help.verbs());
            for (String verb : verbs) {
                Set<String> ofVerb = new TreeSet<>(help.options(verb));
                ofVerb.removeAll(Help.OF_EVERY_VERB);
                String page =
                        switch (verb.split(" ")[0]) {
                            case "daemon" -> daemons;
                            case "kernel", "name", "file", "clock" -> kernel;
                            default -> ports;
                        };
                ofVerb.removeAll(listed(part(page, "Sh", "VERBS").split("\n\\.Ss ")[0]));
                assertEquals(ofVerb, listed(part(page, "Ss", verb)), verb);
            }
        }
        assertEquals(wanted, listed(part(daemons, "Sh", "OPTIONS")));
    }

    @ParameterizedTest
    @EnumSource
    void nameEveryVerbInTheSynopsis(ImageProgram program) throws IOException {
        String synopsis = part(page(program), "Sh", "SYNOPSIS");
        Set<String> named = new TreeSet<>();
        for (Matcher verb = Pattern.compile("(?m)^\\.Nm\n\\.Cm (\\w+( \\w+)?)").matcher(synopsis);
                verb.find(); ) {
            named.add(verb.group(1));
        }
        Set<String> verbs = new TreeSet<>(new Help(program.command()).verbs());
        verbs.remove("");
        assertEquals(verbs, named);
    }

    @ParameterizedTest
    @EnumSource
    void tellEveryExitCode(ImageProgram program) throws IOException {
        Help help = new Help(program.command());
        String told = part(page(program), "Sh", "EXIT STATUS");
        for (String verb : help.verbs()) {
            for (String code : help.exitCodes(verb)) {
                String item = "(?m)^\\.It (\\d+ , )*" + code + "( ,.*)?$";
                assertTrue(
                        Pattern.compile(item).matcher(told).find(),
                        verb + " may exit with " + code);
            }
        }
    }

    @Test
    void areInstalledBySection() {
        Path share = LaunchedCommand.SHARE.resolve("man");
        for (ImageProgram program : ImageProgram.values()) {
            assertTrue(Files.exists(share.resolve("man1/" + program.command() + ".1")));
        }
        assertTrue(Files.exists(share.resolve("man1/ipckit.1")));
        assertTrue(Files.exists(share.resolve("man7/ipckit.7")));
        assertTrue(Files.exists(share.resolve("man7/ipc-mq-mach.7")));
        assertTrue(Files.exists(share.resolve("man7/ipc-mq-kernel.7")));
    }

    private static String page(ImageProgram program) throws IOException {
        return Files.readString(MANUALS.resolve(program.command() + ".1"));
    }

    /** Returns the text of a section or subsection, without its title. */
    private static String part(String page, String macro, String title) {
        String ends = macro.equals("Sh") ? "\n\\.Sh |\\z" : "\n\\.S[sh] |\\z";
        String begin = "\n\\." + macro + " " + Pattern.quote(title) + "\n";
        Matcher part = Pattern.compile("(?s)" + begin + "(.*?)(?=" + ends + ")").matcher(page);
        assertTrue(part.find(), "no part " + title);
        return part.group(1);
    }

    private static Set<String> listed(String part) {
        StringBuilder heads = new StringBuilder();
        part.lines().filter(line -> line.startsWith(".It ")).forEach(heads::append);
        return named(heads.toString());
    }

    /** Returns all options that a text mentions. */
    private static Set<String> named(String text) {
        Set<String> options = new TreeSet<>();
        for (Matcher found = OPTION.matcher(text); found.find(); ) {
            options.add("-" + found.group(1));
        }
        return options;
    }
}
