package ipckit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The lambda forms of the programs. Lambda forms are small methods by which the JVM calls method
 * handles. The programs use method handles for atomic access to shared memory and for calls of the
 * C library.
 *
 * <p>By default, the JVM generates most lambda forms while a program runs. But the runtime's file
 * {@code lib/classlist} can name lambda forms. The JVM generates the named lambda forms earlier,
 * when it makes its default class archive. The AOT cache takes the lambda forms from this archive.
 * The class list that comes with the JDK does not name the lambda forms of ipckit, so this class
 * adds their names. A short command then needs 12 to 15 per cent less processor time.
 */
final class LambdaForms {
    /** The JVM option with which a JVM prints on standard output each lambda form that it uses. */
    static final String TRACE = "-Djava.lang.invoke.MethodHandle.TRACE_RESOLVE=true";

    private static final Pattern TRACED = Pattern.compile("\\[LF_RESOLVE] \\S+ \\S+ \\S+");

    private LambdaForms() {}

    /**
     * Adds to a runtime's class list all lambda forms in the output of a process that ran with
     * {@link #TRACE}. The output of the process may also contain other text.
     */
    static void addToClassList(Path runtime, Path output) throws IOException {
        // In this character set, every sequence of bytes is text. The output may contain any bytes.
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        List<String> forms = TRACED.matcher(text).results().map(MatchResult::group).toList();
        if (forms.isEmpty()) {
            throw new IllegalStateException("this JDK does not print lambda forms: " + TRACE);
        }
        Files.write(
                runtime.resolve("lib/classlist"),
                forms.stream().map(form -> "@lambda-form-invoker " + form).toList(),
                StandardOpenOption.APPEND);
    }
}
