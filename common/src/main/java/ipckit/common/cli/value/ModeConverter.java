package ipckit.common.cli.value;

import java.util.List;

/**
 * Converts octal text to permission bits. The text has at most four digits, and leading zeros are
 * optional: {@code 600}, {@code 0660}. Bits above 0777 are refused, because they have no meaning
 * for shared objects.
 */
public enum ModeConverter implements Converter<Integer> {
    /** Accepts the octal numbers from 0 to 0777. */
    PERMISSIONS;

    private static final int LONGEST = 4;
    private static final int MOST = 0777;
    private static final int BITS_A_DIGIT = 3;

    @Override
    public Integer convert(String text) {
        int mode = 0;
        boolean octal = !text.isEmpty() && text.length() <= LONGEST;
        for (int i = 0; octal && i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            octal = digit >= 0 && digit <= 7;
            mode = mode << BITS_A_DIGIT | digit;
        }
        if (!octal || mode > MOST) {
            throw InvalidValue.not("an octal mode", text, "600, 0660");
        }
        return mode;
    }

    @Override
    public List<String> examples() {
        return List.of("0600", "0640", "0660", "0666");
    }

    /** Returns the permission bits as four octal digits, as {@code stat} prints them. */
    @Override
    public String show(Integer mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, LONGEST - digits.length())) + digits;
    }
}
