package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Verb;
import ipckit.dist.training.ImageProgram;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;

final class HelpPagesTest {
    private static final int MOST_LINES = 50;

    static List<Arguments> everyVerb() {
        List<Arguments> all = new ArrayList<>();
        for (ImageProgram shipped : ImageProgram.values()) {
            Program program = shipped.declaration();
            List<Verb> verbs = new ArrayList<>(program.shownVerbs());
            if (!verbs.isEmpty()) {
                program.textbook().ifPresent(verbs::add);
            }
            verbs.forEach(verb -> all.add(Arguments.of(program.name(), verb.name(), verb)));
        }
        return all;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyVerb")
    void hasAtMostFiftyLines(String program, String name, Verb verb) {
        String page = declaration(verb).helpPage(program + " " + name, verb.purpose());
        long lines = page.lines().count();
        assertTrue(lines <= MOST_LINES, () -> lines + " lines:\n" + page);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyVerb")
    void hasNoOptionThatNeedsAnAbsentOption(String program, String name, Verb verb) {
        List<Argument<?>> all = declaration(verb).all();
        List<String> options = new ArrayList<>();
        all.forEach(option -> options.addAll(option.names()));
        for (Argument<?> option : all) {
            java.util.regex.Pattern.compile("--[a-z][a-z-]*")
                    .matcher(option.help())
                    .results()
                    .forEach(
                            named ->
                                    assertTrue(
                                            options.contains(named.group()),
                                            () -> option.names() + " names " + named.group()));
        }
        assertEquals(options.size(), options.stream().distinct().count(), "an option twice");
    }

    private static ipckit.common.cli.argument.Arguments declaration(Verb verb) {
        ipckit.common.cli.argument.Arguments declared = new ipckit.common.cli.argument.Arguments();
        verb.maker().apply(declared);
        return declared;
    }
}
