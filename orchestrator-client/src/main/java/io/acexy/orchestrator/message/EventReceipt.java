package io.acexy.orchestrator.message;

import java.util.Optional;

/**
 * What became of one event.
 *
 * @param applied true if the orchestrator changed its books, or accepted to do so later
 * @param error its complaint, for an event of a batch
 */
public record EventReceipt(boolean applied, Optional<String> error) {}
