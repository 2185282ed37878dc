package io.acexy.server.tuning;

/**
 * What those who operate channels are given.
 *
 * @param lineups which there are, and how to give them other contents
 * @param checks whether they play
 */
public record Controls(ContentsByHand lineups, Checks checks) {}
