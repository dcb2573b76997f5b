package io.mediarouter.vertx.extension;

import io.mediarouter.plan.Planner;
import io.mediarouter.vertx.RoutingExtension;
import java.util.concurrent.atomic.AtomicInteger;

/** An extension that is found on the class path, and only counts what it is asked. */
public final class FoundExtension implements RoutingExtension {
  static final AtomicInteger ASKED = new AtomicInteger();

  @Override
  public Planner planner(Planner product) {
    ASKED.incrementAndGet();
    return product;
  }
}
