package io.acexy.server.config;

import java.time.Duration;
import java.util.List;

/**
 * Which channels run without viewers.
 *
 * @param always patterns of names and ids of those that always do
 * @param before how long before a programme its channel does; zero is never
 * @param programmes patterns of the names of such programmes
 * @param ahead how many do that come after the one that a viewer has begun to watch last
 */
public record WarmConfig(List<String> always, Duration before, List<String> programmes, int ahead) {}
