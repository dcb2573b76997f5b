package io.mediarouter.vertx.config.form;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of the configuration: the component of a record that it is read into. All that is said of a
 * key is said here; the reader, the JSON schema, the example and the table in the documentation are
 * made of it.
 *
 * <p>The component's type says how it is written. One that may be null need not be written; one
 * that is a record of keys is a map. Every other one needs {@link #absent}, or has to be written.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What it is for, in sentences. */
  String value();

  /** How it is called in the configuration, if not as the component. */
  String name() default "";

  /** What holds where it is absent, as YAML. */
  String absent() default "";

  /** What is shown in its place in the example where nothing holds, as YAML. */
  String example() default "";

  /** What a value may be, for errors; absent: as its type tells. */
  String is() default "";

  /** The same of what is in a list. */
  String each() default "";

  /** What a number may be, such as {@code 1..100}, {@code 0<..1} or {@code 0..<1}. */
  String range() default "";

  /** The regular expression of a text, or of each text in a list. */
  String pattern() default "";

  /** How many there are in a list at least. */
  int least() default 0;

  /** How many there are in a list at most; 0 = any number. */
  int most() default 0;

  /** Whether each in a list stands there once. */
  boolean unique() default false;

  /** Whether a duration may be 0. */
  boolean zero() default false;

  /** Whether {@code off} is written for null. */
  boolean off() default false;

  /** How it is written, if not as its type is everywhere. */
  Class<?> as() default void.class;

  /** Whether it holds from the start of a proxy to its end. */
  boolean fixed() default false;

  /** Whether nobody may be shown what it holds. */
  boolean secret() default false;
}
