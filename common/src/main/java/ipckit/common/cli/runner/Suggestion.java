package ipckit.common.cli.runner;

import java.util.List;

/** What somebody who mistyped a name probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code " (did you mean 'put'?)"}, or nothing when no name is near. */
    public static String among(List<String> names, String typed) {
        String nearest = null;
        int least = 1 + lengthAfterHyphens(typed) / 3;
        for (String name : names) {
            int distance = distance(typed, name);
            if (distance <= least && distance < name.length()) {
                if (nearest == null || distance < least) {
                    nearest = name;
                }
                least = distance;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    private static int lengthAfterHyphens(String typed) {
        int from = 0;
        while (from < typed.length() && typed.charAt(from) == '-') {
            from++;
        }
        return typed.length() - from;
    }

    /** Levenshtein's: insertions, deletions and replacements that turn one into the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
