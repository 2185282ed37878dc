// source PORT FILE.ts BYTES_PER_SECOND PACKETS: a bare engine on loopback, for measuring transport.
//
// It answers a start (format=json), stat and stop calls as an engine does, and every other GET with FILE.ts over and over: chunked, at the
// given rate, PACKETS * 188 bytes in each chunk. It knows none of an engine's session rules. Where the file starts again its clocks
// jump back, so take a file longer than the run. One thread per connection: there are few, and a blocking thread keeps the rate simply.
#define _GNU_SOURCE
#include "common.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PACKET = 188, INFOHASH = 40, REQUEST = 8192 };

static int port;
static double rate;
static size_t piece;
static const char *film;
static size_t film_length;
static atomic_int sessions;

static int send_all(int fd, const char *data, size_t length, int flags) {
    while (length > 0) {
        ssize_t sent = send(fd, data, length, MSG_NOSIGNAL | flags);
        if (sent <= 0) {
            return -1;
        }
        data += sent;
        length -= (size_t)sent;
    }
    return 0;
}

// Reads one request head and leaves its first line in the buffer. No request here has a body.
static int read_request(int fd, char *request) {
    size_t length = 0;
    for (;;) {
        ssize_t got = recv(fd, request + length, REQUEST - 1 - length, 0);
        if (got <= 0) {
            return -1;
        }
        length += (size_t)got;
        request[length] = 0;
        if (strstr(request, "\r\n\r\n")) {
            *strchr(request, '\r') = 0;
            return 0;
        }
        if (length == REQUEST - 1) {
            return -1;
        }
    }
}

// The content that was asked for, if it is a hash, stands for the infohash too: different contents stay different streams.
static void infohash_of(const char *request, char *infohash) {
    static const char *const names[] = {"infohash=", "content_id=", "?id=", "&id="};
    memset(infohash, 'a', INFOHASH);
    infohash[INFOHASH] = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = strstr(request, names[i]);
        if (value) {
            value += strlen(names[i]);
            if (strspn(value, "0123456789abcdefABCDEF") >= INFOHASH) {
                memcpy(infohash, value, INFOHASH);
            }
            return;
        }
    }
}

static void start_answer(const char *request, char *body, size_t size) {
    char infohash[INFOHASH + 1];
    infohash_of(request, infohash);
    int session = ++sessions;
    snprintf(body, size,
             "{\"response\":{\"playback_url\":\"http://127.0.0.1:%d/ace/r/%s/%032d\","
             "\"stat_url\":\"http://127.0.0.1:%d/ace/stat/%s/%032d\",\"command_url\":\"http://127.0.0.1:%d/ace/cmd/%s/%032d\","
             "\"infohash\":\"%s\",\"playback_session_id\":\"%040d\",\"is_live\":1,\"is_encrypted\":0,\"client_session_id\":-1},"
             "\"error\":null}",
             port, infohash, session, port, infohash, session, port, infohash, session, infohash, session);
}

// The answer to a call, or 0 where media is wanted. The counter of downloaded bytes grows with time, so that the session looks alive.
static int json_answer(const char *request, char *body, size_t size) {
    if (strstr(request, "method=stop")) {
        snprintf(body, size, "{\"response\":\"ok\",\"error\":null}");
    } else if (strstr(request, "/ace/stat")) {
        snprintf(body, size,
                 "{\"response\":{\"status\":\"dl\",\"peers\":12,\"speed_down\":1000,\"speed_up\":40,\"downloaded\":%ld,\"uploaded\":1000,"
                 "\"total_progress\":0,\"is_live\":1},\"error\":null}",
                 (long)(now() * 1e6) / 16384 * 16384);
    } else if (strstr(request, "/webui/") || strstr(request, "/server/")) {
        snprintf(body, size, "{\"result\":{\"code\":3021100,\"platform\":\"linux\",\"version\":\"3.2.11\"},\"error\":null}");
    } else if (strstr(request, "format=json")) {
        start_answer(request, body, size);
    } else {
        return 0;
    }
    return 1;
}

static int send_json(int fd, const char *body) {
    char head[256];
    int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                          strlen(body));
    return send_all(fd, head, (size_t)length, 0) || send_all(fd, body, strlen(body), 0);
}

static void wait_until(double due) {
    struct timespec at = {.tv_sec = (time_t)due};
    at.tv_nsec = (long)((due - (double)at.tv_sec) * 1e9);
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

// Each piece has its due time from the beginning of the stream, so a delay is made up for. Ends when the reader goes.
// A piece leaves as a whole (MSG_MORE), so that no relay pays for reads of a chunk's frame alone.
static void stream_media(int fd) {
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nTransfer-Encoding: chunked\r\n\r\n";
    if (send_all(fd, head, sizeof head - 1, 0)) {
        return;
    }
    char frame[32];
    size_t frame_length = (size_t)sprintf(frame, "%zx\r\n", piece);
    double begin = now();
    double sent = 0;
    for (size_t at = 0;; at += piece) {
        wait_until(begin + sent / rate);
        if (at + piece > film_length) {
            at = 0;
        }
        if (send_all(fd, frame, frame_length, MSG_MORE) || send_all(fd, film + at, piece, MSG_MORE) || send_all(fd, "\r\n", 2, 0)) {
            return;
        }
        sent += (double)piece;
    }
}

static void *serve(void *argument) {
    int fd = (int)(long)argument;
    char request[REQUEST];
    char body[1024];
    while (read_request(fd, request) == 0) {
        if (!json_answer(request, body, sizeof body)) {
            stream_media(fd);
            break;
        }
        if (send_json(fd, body)) {
            break;
        }
    }
    close(fd);
    return NULL;
}

static void map_film(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat file;
    if (fd < 0 || fstat(fd, &file) != 0) {
        die(path);
    }
    film_length = (size_t)file.st_size / PACKET * PACKET;
    if (film_length < piece) {
        fprintf(stderr, "%s: shorter than one piece\n", path);
        exit(1);
    }
    // All pages now, so that no read from the disk disturbs the rate.
    film = mmap(NULL, (size_t)file.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (film == MAP_FAILED) {
        die("mmap");
    }
    close(fd);
}

int main(int count, char **arguments) {
    if (count != 5 || atof(arguments[3]) <= 0 || atoi(arguments[4]) <= 0) {
        fprintf(stderr, "usage: source PORT FILE.ts BYTES_PER_SECOND PACKETS\n");
        return 2;
    }
    port = atoi(arguments[1]);
    rate = atof(arguments[3]);
    piece = (size_t)atoi(arguments[4]) * PACKET;
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    map_film(arguments[2]);
    int listener = listen_on(port);
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 * 1024);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) {
            continue;
        }
        no_delay(fd);
        pthread_t thread;
        if (pthread_create(&thread, &small, serve, (void *)(long)fd) != 0) {
            close(fd);
        }
    }
}
