package io.mediarouter.vertx.admin.rest;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of what operators changed: one line for each, under a name of its own. */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger("io.mediarouter.audit");

  private Audit() {}

  /** Notes a change; {@code reason} is one line, empty = not said. */
  public static void note(
      RoutingContext context, String what, String from, String to, String reason) {
    LOG.info(
        "{} changed {}: {} -> {}{}",
        peer(context),
        what,
        from,
        to,
        reason.isEmpty() ? "" : ", reason: " + reason);
  }

  /** Who asks, as the network tells it. */
  public static String peer(RoutingContext context) {
    SocketAddress address = context.request().remoteAddress();
    return address == null ? "unknown" : address.toString();
  }
}
