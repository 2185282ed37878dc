package io.acexy.it.failures;

import io.acexy.simulator.engine.EngineScript;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test says what players get while an engine follows one of these scripts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Covers {

    EngineScript[] value();
}
