package io.acexy.it.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * On a test class of this module whose outcome the JVM can change, so that {@code check.sh} runs it on each: sockets and
 * native transports, direct memory, processes and signals, the packed jar and what is printed at its start, one whole life of
 * a stream, one switch. What else is here depends on the program alone; the tests of the other modules run on each JVM anyway.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("jvm")
public @interface DependsOnJvm {}
