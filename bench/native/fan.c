// fan LISTEN UPSTREAM [STREAMS]: the bare C relay, the unit of these benchmarks.
//
// One upstream connection for each stream, any number of players, dealt out to the streams in turn; one thread, epoll; each read goes at once to
// every player of its stream with one send. No parsing, no buffer, no care for slow players (what a full socket does not take is lost): what a
// relay costs before it does anything useful. Do not improve it, or ratios of different days no longer compare.
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { MAX_STREAMS = 64, MAX_PLAYERS = 100000, MAX_READ = 256 * 1024, EVENTS = 256 };

struct stream {
    int upstream;
    int players[MAX_PLAYERS];
    int player_count;
};

static struct stream streams[MAX_STREAMS];
static int stream_count = 1;
static int next_stream;
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

static void forget_player(struct stream *stream, int index) {
    close(stream->players[index]);
    stream->players[index] = stream->players[--stream->player_count];
}

// Returns 0 when the upstream has ended.
static int fan_out(struct stream *stream) {
    ssize_t length = recv(stream->upstream, buffer, sizeof buffer, 0);
    if (length <= 0) {
        return 0;
    }
    for (int i = 0; i < stream->player_count; i++) {
        if (send(stream->players[i], buffer, (size_t)length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN) {
            forget_player(stream, i--);
        }
    }
    return 1;
}

static void add_player(int fd) {
    struct stream *stream = &streams[next_stream];
    next_stream = (next_stream + 1) % stream_count;
    if (stream->player_count < MAX_PLAYERS) {
        stream->players[stream->player_count++] = fd;
    }
}

// The first bytes of a connection are its request; an end or an error is its end.
static void serve_player(int fd) {
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n";
    char request[4096];
    if (recv(fd, request, sizeof request, 0) > 0) {
        send(fd, head, sizeof head - 1, MSG_NOSIGNAL);
        add_player(fd);
        return;
    }
    for (int s = 0; s < stream_count; s++) {
        for (int i = 0; i < streams[s].player_count; i++) {
            if (streams[s].players[i] == fd) {
                forget_player(&streams[s], i);
                return;
            }
        }
    }
    close(fd);
}

static struct stream *stream_of(int fd) {
    for (int s = 0; s < stream_count; s++) {
        if (streams[s].upstream == fd) {
            return &streams[s];
        }
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count == 4) {
        stream_count = atoi(arguments[3]);
    }
    if (count < 3 || count > 4 || stream_count < 1 || stream_count > MAX_STREAMS) {
        fprintf(stderr, "usage: fan LISTEN UPSTREAM [STREAMS]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    int listener = listen_on(atoi(arguments[1]));
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    // accept_players takes all that wait, so the listener must not block.
    fcntl(listener, F_SETFL, O_NONBLOCK);
    watch(epoll, listener);
    // Streams that all begin at once would send their pieces at once, and be one large stream.
    static const struct timespec apart = {.tv_nsec = 7100000};
    for (int s = 0; s < stream_count; s++) {
        nanosleep(&apart, NULL);
        streams[s].upstream = connect_upstream(atoi(arguments[2]));
        watch(epoll, streams[s].upstream);
    }
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            struct stream *stream = stream_of(fd);
            if (fd == listener) {
                accept_players(epoll, listener);
            } else if (stream) {
                if (!fan_out(stream)) {
                    return 0;
                }
            } else {
                serve_player(fd);
            }
        }
    }
}
