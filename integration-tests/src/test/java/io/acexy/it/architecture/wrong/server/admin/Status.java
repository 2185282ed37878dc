package io.acexy.it.architecture.wrong.server.admin;

/** No mistake: what others should not know. */
public record Status(String text) {}
