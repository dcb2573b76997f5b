package io.mediarouter.vertx.config.form;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record of which exactly one of some keys has to be written. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EitherOf {
  /** The names of the keys. */
  String[] value();
}
