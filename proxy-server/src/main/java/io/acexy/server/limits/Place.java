package io.acexy.server.limits;

/** One who plays or waits has this until he leaves. Any thread. */
public final class Place implements Admission {

    private final House house;
    private final Wish wish;
    private final long number;
    private final int rank;

    /** Null until he can be sent away. */
    private volatile Evictor evictor;

    /** Guarded by the house: what he wants is being started for him. */
    private boolean starting;

    Place(House house, Wish wish, long number, int rank) {
        this.house = house;
        this.wish = wish;
        this.number = number;
        this.rank = rank;
        this.starting = wish.starts();
    }

    /** From now on he can be sent away. */
    public void evictedBy(Evictor one) {
        evictor = one;
    }

    /** What he wants plays, or never will: nothing is being started for him any more. */
    public void begun() {
        house.begun(this);
    }

    /** He is gone; once more is harmless. */
    public void free() {
        house.free(this);
    }

    /** Whose it is. */
    public Who who() {
        return wish.who();
    }

    Wish wish() {
        return wish;
    }

    long number() {
        return number;
    }

    int rank() {
        return rank;
    }

    Evictor evictor() {
        return evictor;
    }

    boolean isStarting() {
        return starting;
    }

    void startedAlready() {
        starting = false;
    }
}
