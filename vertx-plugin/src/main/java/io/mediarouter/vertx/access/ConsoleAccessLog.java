package io.mediarouter.vertx.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access log by the logger {@code access}: in the stand-alone proxy that is the standard output,
 * and in an application what its own logging says.
 */
public final class ConsoleAccessLog implements AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("access");

  @Override
  public void add(AccessEntry entry) {
    if (LOG.isInfoEnabled()) {
      LOG.info(entry.toJson().encode());
    }
  }
}
