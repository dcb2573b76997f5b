package io.mediarouter.vertx.metrics;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The meters as text for Prometheus, where there is a registry that writes it. */
public final class Exposition {
  /** Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private volatile @Nullable Supplier<String> writer;

  /** Has {@code scrape} write the text; it may block. */
  public void by(Supplier<String> scrape) {
    writer = scrape;
  }

  /** Writes it, and may block; empty where nobody can. */
  public Optional<String> text() {
    Supplier<String> present = writer;
    return present == null ? Optional.empty() : Optional.of(present.get());
  }
}
