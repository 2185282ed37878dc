// fan LISTEN UPSTREAM: the bare C relay, the unit of these benchmarks.
//
// One upstream, any number of players, one thread, epoll; each read goes at once to every player with one send. No parsing, no buffer, no care
// for slow players (what a full socket does not take is lost): what a relay costs before it does anything useful. Do not improve it, or
// ratios of different days no longer compare.
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { MAX_PLAYERS = 100000, MAX_READ = 256 * 1024, EVENTS = 256 };

static int players[MAX_PLAYERS];
static int player_count;
static char buffer[MAX_READ];

static int connect_upstream(int port) {
    static const char request[] = "GET /ace/r/x HTTP/1.1\r\nHost: x\r\n\r\n";
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = loopback(port);
    if (connect(fd, (void *)&address, sizeof address) != 0 || send(fd, request, sizeof request - 1, 0) < 0) {
        die("upstream");
    }
    // The response head goes. What follows it is passed on as it comes, with its chunk frames.
    if (recv(fd, buffer, 200, 0) <= 0) {
        die("upstream");
    }
    return fd;
}

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void accept_players(int epoll, int listener) {
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            return;
        }
        no_delay(fd);
        watch(epoll, fd);
    }
}

static void forget_player(int index) {
    close(players[index]);
    players[index] = players[--player_count];
}

// Returns 0 when the upstream has ended.
static int fan_out(int upstream) {
    ssize_t length = recv(upstream, buffer, sizeof buffer, 0);
    if (length <= 0) {
        return 0;
    }
    for (int i = 0; i < player_count; i++) {
        if (send(players[i], buffer, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN) {
            forget_player(i--);
        }
    }
    return 1;
}

// The first bytes of a connection are its request; an end or an error is its end.
static void serve_player(int fd) {
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n";
    char request[4096];
    if (recv(fd, request, sizeof request, 0) > 0) {
        send(fd, head, sizeof head - 1, MSG_NOSIGNAL);
        if (player_count < MAX_PLAYERS) {
            players[player_count++] = fd;
        }
        return;
    }
    for (int i = 0; i < player_count; i++) {
        if (players[i] == fd) {
            forget_player(i);
            return;
        }
    }
    close(fd);
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: fan LISTEN UPSTREAM\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    int listener = listen_on(atoi(arguments[1]));
    int upstream = connect_upstream(atoi(arguments[2]));
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    // accept_players takes all that wait, so the listener must not block.
    fcntl(listener, F_SETFL, O_NONBLOCK);
    watch(epoll, listener);
    watch(epoll, upstream);
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) {
                accept_players(epoll, listener);
            } else if (fd == upstream) {
                if (!fan_out(upstream)) {
                    return 0;
                }
            } else {
                serve_player(fd);
            }
        }
    }
}
