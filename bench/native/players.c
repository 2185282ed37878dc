// players: the load client. Thousands of media players on loopback in one thread that costs little.
//
// usage: players --port N --path PATH [--players N] [--streams N] [--joins PER_SECOND] [--warm S] [--seconds S] [--cold S] [--visit S] [--stay]
//
// PATH may hold one %d (or %040d and the like), which becomes the number of the player's stream: player i watches stream i modulo --streams.
// Players join at the given rate, or as fast as they can be accepted (0). --warm seconds after the last has joined, the measuring
// window begins; it lasts --seconds. What a player is sent is discarded inside the kernel (MSG_TRUNC), so that the client leaves the
// processors to the relay.
//
// Standard error tells when the moments come, one word a line: "cold" (--cold seconds after the first join), "begin" and "end" of the window.
// With --visit a player leaves so many seconds after his first media. Standard output gets one JSON object at the end. With --stay the players then go on until the program is killed.
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

// One source address has some 28,000 local ports, and those of an earlier run wait a minute: so many players share an address.
enum { PLAYERS_PER_ADDRESS = 10000 };

// With no rate asked for, so many connects are begun before what has come is read.
enum { JOINS_AT_ONCE = 64 };

enum { EVENTS = 512, HEAD = 4096, MOST_READ = 1 << 20 };

enum state { ABSENT, CONNECTING, IN_HEAD, IN_BODY, REFUSED, DEAD, LEFT };

struct player {
    int fd;
    enum state state;
    int head_seen;   // bytes of the response head so far
    int line_ends;   // how many of the last bytes belong to the empty line that ends the head: 4 of them end it
    char status[3];  // the three digits
    double asked;    // when the request was sent
    double first;    // when the first media byte came, or 0
    double last;     // when the last media bytes came
    double gap;      // the longest wait between two reads in the window
    long bytes;
    long bytes_at_begin;
};

static struct {
    int port;
    const char *path;
    int players;
    int streams;
    double joins;
    double warm;
    double seconds;
    double cold;
    double visit;
    int stay;
} options = {.players = 1, .streams = 1, .warm = 2, .seconds = 5};

static struct player *players;
static int joined;
static int visited;  // all before this one have gone, or will never have media
static int epoll;
static int measuring;
static long total;
static long cold_total;

static void parse_options(int count, char **arguments) {
    static const struct option known[] = {
        {"port", required_argument, NULL, 'p'},    {"path", required_argument, NULL, 'u'},  {"players", required_argument, NULL, 'n'},
        {"streams", required_argument, NULL, 'm'}, {"joins", required_argument, NULL, 'j'}, {"warm", required_argument, NULL, 'w'},
        {"seconds", required_argument, NULL, 's'}, {"cold", required_argument, NULL, 'c'},
        {"visit", required_argument, NULL, 'v'},   {"stay", no_argument, NULL, 'k'},          {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (option) {
            case 'p': options.port = atoi(optarg); break;
            case 'u': options.path = optarg; break;
            case 'n': options.players = atoi(optarg); break;
            case 'm': options.streams = atoi(optarg); break;
            case 'j': options.joins = atof(optarg); break;
            case 'w': options.warm = atof(optarg); break;
            case 's': options.seconds = atof(optarg); break;
            case 'c': options.cold = atof(optarg); break;
            case 'v': options.visit = atof(optarg); break;
            case 'k': options.stay = 1; break;
            default: exit(2);
        }
    }
    if (options.port <= 0 || !options.path || options.players <= 0 || options.streams <= 0 || options.seconds <= 0) {
        fprintf(stderr, "usage: see the top of players.c\n");
        exit(2);
    }
}

// Puts the number of a stream where the path has its placeholder. Done by hand: a format from outside is no format for printf.
static void write_path(char *path, size_t size, int stream) {
    const char *mark = strchr(options.path, '%');
    char *end = NULL;
    int width = mark ? (int)strtol(mark + 1, &end, 10) : 0;
    if (mark && *end == 'd') {
        snprintf(path, size, "%.*s%0*d%s", (int)(mark - options.path), options.path, width, stream, end + 1);
    } else {
        snprintf(path, size, "%s", options.path);
    }
}

static void moment(const char *word) {
    fprintf(stderr, "%s\n", word);
}

static void leave(struct player *player, enum state state) {
    close(player->fd);
    player->fd = -1;
    player->state = state;
}

static void begin_connect(int index) {
    struct player *player = &players[index];
    player->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (player->fd < 0) {
        die("socket");
    }
    int on = 1;
    setsockopt(player->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    struct sockaddr_in source = loopback(0);
    source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (unsigned)(index / PLAYERS_PER_ADDRESS));
    if (bind(player->fd, (void *)&source, sizeof source) != 0) {
        die("bind");
    }
    struct sockaddr_in address = loopback(options.port);
    player->state = CONNECTING;
    if (connect(player->fd, (void *)&address, sizeof address) != 0 && errno != EINPROGRESS) {
        leave(player, REFUSED);
        return;
    }
    struct epoll_event event = {.events = EPOLLOUT, .data.u32 = (unsigned)index};
    epoll_ctl(epoll, EPOLL_CTL_ADD, player->fd, &event);
}

static void send_request(struct player *player, int index) {
    char path[512];
    char request[1024];
    write_path(path, sizeof path, index % options.streams);
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: players\r\nAccept: */*\r\n\r\n", path);
    if (send(player->fd, request, (size_t)length, MSG_NOSIGNAL) != length) {
        leave(player, REFUSED);
        return;
    }
    player->asked = now();
    player->state = IN_HEAD;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (unsigned)index};
    epoll_ctl(epoll, EPOLL_CTL_MOD, player->fd, &event);
}

static void take_media(struct player *player, long bytes) {
    double at = now();
    if (player->first == 0) {
        player->first = at;
    } else if (measuring && at - player->last > player->gap) {
        player->gap = at - player->last;
    }
    player->last = at;
    player->bytes += bytes;
    total += bytes;
}

// Reads the head byte by byte of what came, since it may come in several pieces, or with media behind it.
static void take_head(struct player *player, const char *data, long length) {
    for (long i = 0; i < length; i++) {
        int place = player->head_seen++;
        if (place >= 9 && place < 12) {
            player->status[place - 9] = data[i];
        }
        int expected = player->line_ends % 2 == 0 ? '\r' : '\n';
        player->line_ends = data[i] == expected ? player->line_ends + 1 : data[i] == '\r';
        if (player->line_ends == 4) {
            if (memcmp(player->status, "200", 3) != 0) {
                leave(player, REFUSED);
                return;
            }
            player->state = IN_BODY;
            if (i + 1 < length) {
                take_media(player, length - i - 1);
            }
            return;
        }
    }
}

static void read_some(struct player *player) {
    char head[HEAD];
    ssize_t got = player->state == IN_HEAD ? recv(player->fd, head, sizeof head, 0) : recv(player->fd, NULL, MOST_READ, MSG_TRUNC);
    if (got > 0) {
        if (player->state == IN_HEAD) {
            take_head(player, head, got);
        } else {
            take_media(player, got);
        }
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        leave(player, player->state == IN_HEAD ? REFUSED : DEAD);
    }
}

static void serve(int index, unsigned events) {
    struct player *player = &players[index];
    if (player->state == CONNECTING) {
        if (events & (EPOLLERR | EPOLLHUP)) {
            leave(player, REFUSED);
        } else {
            send_request(player, index);
        }
    } else if (player->fd >= 0) {
        read_some(player);
    }
}

static void join_due(double elapsed) {
    int due = options.joins > 0 ? (int)(elapsed * options.joins) + 1 : joined + JOINS_AT_ONCE;
    while (joined < options.players && joined < due) {
        begin_connect(joined++);
    }
}

// In the order of joining, in which they have had their first media but for a few.
static void leave_due(double at) {
    while (options.visit > 0 && visited < joined) {
        struct player *player = &players[visited];
        if (player->fd >= 0 && (player->first == 0 || at < player->first + options.visit)) {
            return;
        }
        if (player->fd >= 0) {
            leave(player, LEFT);
        }
        visited++;
    }
}

static void begin_window(void) {
    measuring = 1;
    for (int i = 0; i < options.players; i++) {
        players[i].bytes_at_begin = players[i].bytes;
    }
    total = 0;
}

// Serves what is ready, or waits up to so many milliseconds for it.
static void serve_ready(int wait) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(epoll, events, EVENTS, wait);
    for (int i = 0; i < ready; i++) {
        serve((int)events[i].data.u32, events[i].events);
    }
}

// Returns how long the window really was.
static double run(void) {
    double first_join = now();
    double all_joined = 0;
    double begin = 0;
    int cold_told = options.cold <= 0;
    long all_before = 0;
    for (;;) {
        double t = now();
        join_due(t - first_join);
        leave_due(t);
        if (joined == options.players && all_joined == 0) {
            all_joined = t;
        }
        if (!cold_told && t >= first_join + options.cold) {
            cold_told = 1;
            cold_total = all_before + total;
            moment("cold");
        }
        if (begin == 0 && all_joined > 0 && t >= all_joined + options.warm) {
            begin = t;
            all_before = total;
            begin_window();
            moment("begin");
        }
        if (begin > 0 && t >= begin + options.seconds) {
            moment("end");
            return t - begin;
        }
        // Short waits: the moments and the joins come on time.
        serve_ready(joined == options.players ? 5 : options.joins > 0);
    }
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

// Prints one field: the spread of the values, or null where there are none.
static void print_spread(const char *name, double *values, int count, double unit) {
    if (count == 0) {
        printf(",\"%s\":null", name);
        return;
    }
    qsort(values, (size_t)count, sizeof *values, ascending);
    printf(",\"%s\":{\"count\":%d,\"min\":%.3f,\"median\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"max\":%.3f}", name, count, values[0] * unit,
           values[count / 2] * unit, values[(long)count * 90 / 100] * unit, values[(long)count * 99 / 100] * unit,
           values[count - 1] * unit);
}

static void report(double window) {
    double *rates = calloc((size_t)options.players, sizeof *rates);
    double *join_times = calloc((size_t)options.players, sizeof *join_times);
    double *gaps = calloc((size_t)options.players, sizeof *gaps);
    int refused = 0, dead = 0, waiting = 0, joins = 0, alive = 0;
    double end = now();
    for (int i = 0; i < options.players; i++) {
        struct player *player = &players[i];
        rates[i] = (double)(player->bytes - player->bytes_at_begin) / window;
        refused += player->state == REFUSED;
        dead += player->state == DEAD;
        waiting += player->fd >= 0 && player->first == 0;
        if (player->first > 0) {
            join_times[joins++] = player->first - player->asked;
        }
        if (player->state == IN_BODY && player->first > 0) {
            gaps[alive++] = end - player->last > player->gap ? end - player->last : player->gap;
        }
    }
    printf("{\"players\":%d,\"seconds\":%.4f,\"bytes\":%ld,\"cold_bytes\":%ld,\"refused\":%d,\"dead\":%d,\"waiting\":%d", options.players,
           window, total, cold_total, refused, dead, waiting);
    print_spread("bytes_per_second", rates, options.players, 1);
    print_spread("join_ms", join_times, joins, 1e3);
    print_spread("gap_ms", gaps, alive, 1e3);
    printf("}\n");
}

int main(int count, char **arguments) {
    parse_options(count, arguments);
    raise_file_limit();
    players = calloc((size_t)options.players, sizeof *players);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    if (!players || epoll < 0) {
        die("players");
    }
    report(run());
    fflush(stdout);
    while (options.stay) {
        serve_ready(-1);
    }
    return 0;
}
