package io.acexy.server.api;

import io.acexy.server.http.BadRequestException;
import io.acexy.server.http.Query;
import java.util.List;

/**
 * Which part of a list is wanted: lists may be long, and writing one must not hold an event loop up.
 *
 * @param offset how many to leave out
 * @param limit how many at most
 */
record Page(int offset, int limit) {

    static final Page FIRST = new Page(0, 100);

    private static final int MOST = 500;
    private static final int FURTHEST = 1_000_000;

    /** @throws BadRequestException where what is given is no such number */
    static Page of(Query query) {
        return new Page(number(query, "offset", 0, 0, FURTHEST), number(query, "limit", FIRST.limit, 1, MOST));
    }

    /** @throws BadRequestException where what is given is no number between the two */
    static int number(Query query, String name, int otherwise, int least, int most) {
        query.require(name);
        String text = query.first(name).orElse(String.valueOf(otherwise));
        boolean digits = !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw new BadRequestException("'" + name + "' must be a number from " + least + " to " + most);
        }
        return value;
    }

    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + limit));
    }
}
