package io.barograph.testdatabases;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a test class twice, on TimescaleDB and on plain PostgreSQL. The constructor takes a {@link
 * TestDatabase}, empty at first, which all methods of the class share and which is dropped after
 * them.
 */
@Target(TYPE)
@Retention(RUNTIME)
@Inherited
@ParameterizedClass(name = "{0}")
@ArgumentsSource(EmptyDatabases.class)
public @interface OnEachDatabase {}
