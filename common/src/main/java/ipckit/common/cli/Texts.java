package ipckit.common.cli;

/** Texts taken as they are. */
enum Texts implements Converter<String> {
    /** Also the empty one. */
    ANY;

    @Override
    public String convert(String text) {
        return text;
    }
}
