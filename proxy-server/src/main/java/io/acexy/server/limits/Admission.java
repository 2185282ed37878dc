package io.acexy.server.limits;

/** What comes of a wish: a {@link Place}, or a {@link Refusal}. */
public sealed interface Admission permits Place, Refusal {}
