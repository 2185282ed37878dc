package io.acexy.server.play;

/**
 * The names of a session, of the length that engines give theirs.
 *
 * @param key in its paths: who knows it may play and stop it
 * @param id {@code playback_session_id}, which opens nothing
 * @param holder the name of the key that it was begun with, which counts as shown with its links; empty where there was none
 */
record GuestKeys(String key, String id, String holder) {}
