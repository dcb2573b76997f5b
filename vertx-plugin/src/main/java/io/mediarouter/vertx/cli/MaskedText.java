package io.mediarouter.vertx.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.mediarouter.vertx.lines.LogMask;

/**
 * The word {@code %masked(...)} of Logback's patterns: what is in the parentheses, without secrets,
 * whoever logs it.
 */
public final class MaskedText extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return LogMask.hide(text);
  }
}
