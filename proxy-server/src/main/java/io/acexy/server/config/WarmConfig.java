package io.acexy.server.config;

import java.time.Duration;
import java.util.List;

/**
 * Which channels run without viewers.
 *
 * @param always patterns of names and ids of those that always do
 * @param before how long before a programme its channel does; zero is never
 * @param programmes patterns of the names of such programmes
 */
public record WarmConfig(List<String> always, Duration before, List<String> programmes) {}
