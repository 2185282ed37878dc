package io.acexy.server.settings;

import java.util.Collection;

/** Finds what somebody probably meant: the known name that takes the fewest typing errors to reach. */
public final class NearestName {

    private NearestName() {}

    /**
     * The nearest of some known names; case does not count, and the first of equals wins.
     *
     * @throws IllegalArgumentException when no name is known
     */
    public static String of(String typed, Collection<String> known) {
        String nearest = null;
        int shortest = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(Ascii.lowerCase(typed), Ascii.lowerCase(name));
            if (distance < shortest) {
                nearest = name;
                shortest = distance;
            }
        }
        if (nearest == null) {
            throw new IllegalArgumentException("no name is known");
        }
        return nearest;
    }

    /** Levenshtein distance that counts two swapped neighbours as one error (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }
        return previous[b.length()];
    }
}
