package ipckit.common.cli.value;

import java.util.List;

/**
 * Permission bits in octal, with or without leading zeros: {@code 600}, {@code 0660}. The bits
 * above 0777 mean nothing to the objects here and are refused.
 */
public enum ModeConverter implements Converter<Integer> {
    /** 0 to 0777. */
    PERMISSIONS;

    private static final int LONGEST = 4;
    private static final int MOST = 0777;
    private static final int BITS_A_DIGIT = 3;

    @Override
    public Integer convert(String text) {
        int mode = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 7 || text.length() > LONGEST) {
                throw malformed(text);
            }
            mode = mode << BITS_A_DIGIT | digit;
        }
        if (text.isEmpty() || mode > MOST) {
            throw malformed(text);
        }
        return mode;
    }

    @Override
    public List<String> examples() {
        return List.of("0600", "0640", "0660", "0666");
    }

    /** Four digits, as {@code chmod} and {@code stat} have it. */
    @Override
    public String show(Integer mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, LONGEST - digits.length())) + digits;
    }

    private static RuntimeException malformed(String text) {
        return InvalidValue.not("an octal mode", text, "600, 0660");
    }
}
