package io.mediarouter.state.durable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What classes have logged since this was made. */
public final class LogOf implements AutoCloseable {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final List<Logger> loggers;

  /** The log of these from now on. */
  public LogOf(Class<?>... types) {
    appender.start();
    loggers = List.of(types).stream().map(type -> (Logger) LoggerFactory.getLogger(type)).toList();
    loggers.forEach(logger -> logger.addAppender(appender));
  }

  /** The messages of a level, the first one first. */
  public List<String> at(Level level) {
    return List.copyOf(appender.list).stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void close() {
    loggers.forEach(logger -> logger.detachAppender(appender));
  }
}
