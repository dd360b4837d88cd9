package ipckit.common.cli.argument;

import ipckit.common.IpcException;

import java.util.List;

/** A condition on the combination of arguments that the user gives. */
sealed interface ArgumentRule {
    /**
     * Checks that the given arguments satisfy this rule.
     *
     * @throws IpcException of category USAGE if the arguments do not satisfy this rule
     */
    void check(ParsedArguments given);

    /** The rule that at most one of the arguments may be given. */
    record Exclusive(List<Argument<?>> args) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            Argument<?> first = null;
            for (Argument<?> arg : args) {
                if (!given.has(arg)) {
                    continue;
                }
                if (first != null) {
                    throw IpcException.usage(
                            first.title() + " and " + arg.title() + " exclude each other");
                }
                first = arg;
            }
        }
    }

    /**
     * The rule that the dependent argument may be given only if at least one of its prerequisites
     * is given.
     */
    record Needs(Argument<?> dependent, List<Argument<?>> prerequisites) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            if (given.has(dependent) && !isAnyGiven(prerequisites, given)) {
                throw IpcException.usage(dependent.title() + " needs " + titles(prerequisites));
            }
        }
    }

    /** The rule that at least one of the arguments must be given. */
    record OneOf(List<Argument<?>> args) implements ArgumentRule {
        @Override
        public void check(ParsedArguments given) {
            if (!isAnyGiven(args, given)) {
                throw IpcException.usage(titles(args) + " is required");
            }
        }
    }

    private static boolean isAnyGiven(List<Argument<?>> args, ParsedArguments given) {
        for (Argument<?> arg : args) {
            if (given.has(arg)) {
                return true;
            }
        }
        return false;
    }

    private static String titles(List<Argument<?>> args) {
        StringBuilder titles = new StringBuilder();
        for (Argument<?> arg : args) {
            titles.append(titles.isEmpty() ? "" : " or ").append(arg.title());
        }
        return titles.toString();
    }
}
