package io.mediarouter.state.hazelcast;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes Hazelcast's asynchronous calls. */
final class HazelcastFutures {
  private HazelcastFutures() {}

  /** Makes a call; where it throws, as on a member that is shutting down, the stage fails. */
  static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
