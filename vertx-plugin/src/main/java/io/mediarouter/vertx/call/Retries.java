package io.mediarouter.vertx.call;

import io.mediarouter.outcome.RetryBudget;
import io.mediarouter.vertx.config.resilience.FailoverConfig;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * This proxy's allowance for further attempts, whoever makes them. Safe for use by many threads.
 */
public final class Retries {
  private final RetryBudget budget = new RetryBudget();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Supplier<FailoverConfig> config;
  private final LongSupplier nanoTime;

  /** An allowance by the settings as they are when it is asked. */
  public Retries(Supplier<FailoverConfig> config, LongSupplier nanoTime) {
    this.config = config;
    this.nanoTime = nanoTime;
  }

  /** Counts a request or job, which allows for some more. */
  public void request() {
    budget.request(config.get().retryShare());
  }

  /** Whether one more attempt may be made; then it counts. */
  public boolean tryTake() {
    boolean allowed = budget.tryTake(config.get().retryReserve(), nanoTime.getAsLong());
    (allowed ? taken : refused).increment();
    return allowed;
  }

  /** How long after its arrival a request may be tried again, its waits for capacity left out. */
  public long deadlineNanos() {
    return config.get().deadline().toNanos();
  }

  /** Further attempts that were made, in all. */
  public long taken() {
    return taken.sum();
  }

  /** Further attempts that were not made, in all. */
  public long refused() {
    return refused.sum();
  }
}
