package io.acexy.core.stream;

/**
 * Who is there, at one moment.
 *
 * @param players how many watch or wait
 * @param lingeringSince since when nobody watches, by the loops' ticker; 0 when somebody does
 */
public record Attendance(int players, long lingeringSince) {

    static final Attendance NOBODY = new Attendance(0, 0);
}
