package io.mediarouter.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** What the contracts of all ports share: a cluster of some members for each test. */
public abstract class ClusterContract {
  private final List<SharedState> members = new ArrayList<>();

  /**
   * A new member of this test's cluster.
   *
   * @param number 0 for the first member of a test, one more for each further one
   */
  protected abstract SharedState newMember(int number) throws Exception;

  /** Another member joins this test's cluster. */
  protected final SharedState join() throws Exception {
    SharedState member = newMember(members.size());
    members.add(member);
    return member;
  }

  @AfterEach
  final void leave() {
    members.parallelStream().forEach(SharedState::close);
  }

  /** Waits for what has to come about soon. */
  protected static ConditionFactory soon() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions();
  }

  /** The result of {@code stage}. */
  protected static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** The results of {@code count} calls that are all made before the first result is waited for. */
  protected static <T> List<T> race(int count, IntFunction<CompletionStage<T>> call)
      throws Exception {
    List<CompletionStage<T>> calls = IntStream.range(0, count).parallel().mapToObj(call).toList();
    List<T> results = new ArrayList<>();
    for (CompletionStage<T> each : calls) {
      results.add(get(each));
    }
    return results;
  }
}
