package ipckit.fan.each.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

final class ValueFormTest {
    /** The expected values are those that GNU parallel 20221122 prints. */
    @ParameterizedTest
    @CsvSource({
        // value, {.}, {/}, {//}, {/.}
        "a.b/c,    a.b/c, c,        a.b,  c",
        ".bashrc,  '',    .bashrc,  .,    ''",
        "x,        x,     x,        .,    x",
        "x.tar.gz, x.tar, x.tar.gz, .,    x.tar",
        "dir/,     dir/,  '',       .,    ''",
        "dir.d/,   dir.d/,'',       .,    ''",
        "/,        /,     '',       /,    ''",
        "//,       //,    '',       /,    ''",
        "a.,       a,     a.,       .,    a",
        "a/b.c,    a/b,   b.c,      a,    b",
        "/x,       /x,    x,        /,    x",
        "//x,      //x,   x,        /,    x",
        ".,        '',    .,        .,    ''",
        "..,       .,     ..,       .,    .",
        "a/..,     a/.,   ..,       a,    .",
        "a//b,     a//b,  b,        a,    b",
        "a///,     a///,  '',       .,    ''",
        "x/y.z/,   x/y.z/,'',       x,    ''",
        ".a.b,     .a,    .a.b,     .,    .a",
        "a/.x,     a/,    .x,       a,    ''",
        "/.x,      /,     .x,       /,    ''",
        "'',       '',    '',       .,    ''",
        "\u00e4.\u00ff/\u00fe.\u00fd, \u00e4.\u00ff/\u00fe, \u00fe.\u00fd, \u00e4.\u00ff, \u00fe"
    })
    void isThatOfGnuParallel(
            String value, String noExtension, String basename, String directory, String stem) {
        assertEquals(value, part("", value));
        assertEquals(noExtension, part(".", value));
        assertEquals(basename, part("/", value));
        assertEquals(directory, part("//", value));
        assertEquals(stem, part("/.", value));
    }

    private static String part(String suffix, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        byte[] part = ValueForm.ofSuffix(suffix).of(bytes);
        return new String(part, StandardCharsets.ISO_8859_1);
    }
}
