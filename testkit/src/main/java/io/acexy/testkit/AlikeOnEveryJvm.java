package io.acexy.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * On a long test class whose outcome the JVM cannot change, because it computes with injected time, reads media, or tests what
 * only tests use: {@code check.sh} runs it on the default JDK alone. Sockets, direct memory, threads, reflection, TLS, dates and
 * processes differ from one JVM to the next, and their tests are never marked.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("alike")
public @interface AlikeOnEveryJvm {}
