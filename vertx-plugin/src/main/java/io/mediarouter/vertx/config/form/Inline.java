package io.mediarouter.vertx.config.form;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component whose own keys stand among those of the record that it is in. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Inline {
  /** How they are written, if not as the component's type is everywhere. */
  Class<?> value() default void.class;
}
