package io.acexy.simulator.media;

/** The bytes given as a clip cannot be played for ever; the message says where and why. */
public final class MediaFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, with the packet number where it applies
     */
    public MediaFormatException(String message) {
        super(message);
    }
}
