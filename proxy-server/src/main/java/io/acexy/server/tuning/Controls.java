package io.acexy.server.tuning;

import io.acexy.server.guide.Programmes;

/**
 * What those who operate channels are given.
 *
 * @param lineups which there are, and how to give them other contents
 * @param programmes what is on there
 * @param checks whether they play
 */
public record Controls(ContentsByHand lineups, Programmes programmes, Checks checks) {}
