package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

final class HelpPagesTest {
    private static final int MOST_LINES = 50;
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    static List<Arguments> everyVerb() {
        List<Arguments> all = new ArrayList<>();
        for (ImageProgram shipped : ImageProgram.values()) {
            Program program = shipped.declaration();
            List<Verb> verbs = new ArrayList<>(program.shownVerbs());
            program.textbook().ifPresent(verbs::add);
            verbs.forEach(verb -> all.add(Arguments.of(program.name(), verb.name(), verb)));
        }
        return all;
    }

    static List<Arguments> everyModeVerb() {
        return everyVerb().stream()
                .filter(verb -> Set.of("ipc-chain", "ipc-fan").contains(verb.get()[0]))
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyVerb")
    void hasAtMostFiftyLines(String program, String name, Verb verb) {
        String page = declaration(verb).helpPage(program + " " + name, verb.purpose());
        long lines = page.lines().count();
        assertTrue(lines <= MOST_LINES, () -> lines + " lines:\n" + page);
    }

    static List<Arguments> everyGroup() {
        List<Arguments> all = new ArrayList<>();
        for (ImageProgram shipped : ImageProgram.values()) {
            Program program = shipped.declaration();
            program.groups().forEach(group -> all.add(Arguments.of(program, group.name())));
        }
        return all;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("everyGroup")
    void ofAGroupHasAtMostFiftyLines(Program program, String group) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Console console = Console.of(InputStream.nullInputStream(), page, page);
        assertEquals(0, Runner.run(program, new String[] {group, "--help"}, console));
        long lines = page.toString().lines().count();
        assertTrue(lines <= MOST_LINES, () -> lines + " lines:\n" + page);
    }

    /**
     * Tests that the help text of an option names only options of the same verb. Only ipc-chain and
     * ipc-fan are tested. These programs once had options instead of verbs, so an old help text may
     * still name an option that now belongs to another verb.
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyModeVerb")
    void namesNoOptionOfAnotherVerb(String program, String name, Verb verb) {
        List<Argument<?>> all = declaration(verb).all();
        Set<String> options = new TreeSet<>();
        all.forEach(option -> options.addAll(option.names()));
        for (Argument<?> option : all) {
            OPTION.matcher(option.help())
                    .results()
                    .map(MatchResult::group)
                    .forEach(named -> assertTrue(options.contains(named), option.help()));
        }
    }

    private static ipckit.common.cli.argument.Arguments declaration(Verb verb) {
        ipckit.common.cli.argument.Arguments declared = new ipckit.common.cli.argument.Arguments();
        verb.maker().apply(declared);
        return declared;
    }
}
