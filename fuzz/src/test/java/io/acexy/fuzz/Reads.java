package io.acexy.fuzz;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The readers that a fuzz target is to reach: of these {@code fuzz.sh} tells how much it does. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Reads {

    /** With all that is nested in them. */
    Class<?>[] value();
}
