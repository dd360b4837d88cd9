# A service manager for the tests of readiness. A script sources prelude.sh before this file.

# start_manager ADDRESS: starts a process that receives datagrams at the address and appends each one as a line to the file
# `news`. The address is a path, or begins with @. The function returns when the socket exists. Sets `manager` to the pid.
start_manager() {
    command -v gcc >/dev/null || fail "no C compiler here"
    cat >manager.c <<'END'
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    size_t length = strlen(argv[1]);
    memcpy(at.sun_path, argv[1], length);
    if (*at.sun_path == '@') *at.sun_path = 0;
    int receiver = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (bind(receiver, (struct sockaddr *)&at, offsetof(struct sockaddr_un, sun_path) + length)) return 1;
    puts("listening");
    for (;;) {
        fflush(stdout);
        char news[4096];
        ssize_t got = recv(receiver, news, sizeof news, 0);
        printf("%.*s\n", (int)got, news);
    }
}
END
    gcc -O1 -Wall -Wextra -Werror -o manager manager.c
    : >news
    ./manager "$1" >news &
    manager=$!
    wait_until has_lines news 1
}

# end_manager NEWS...: waits until the manager has received the datagrams NEWS..., and then ends the manager. Fails if the
# manager has received any other datagram.
end_manager() {
    wait_until has_lines news $(($# + 1))
    kill "$manager"
    expect_exit 143 wait "$manager"
    expect_equal "$(printf '%s\n' listening "$@")" "$(<news)" "news for the manager"
}
