package io.mediarouter.vertx.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An access log that goes where the application's own log goes, by the logger {@code access}. */
public final class ConsoleAccessLog implements AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("access");

  @Override
  public void add(AccessEntry entry) {
    if (LOG.isInfoEnabled()) {
      LOG.info(entry.toJson().encode());
    }
  }
}
