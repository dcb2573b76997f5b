package io.mediarouter.vertx.flight;

import io.mediarouter.farm.TaskKind;
import io.mediarouter.request.Priority;
import java.util.Comparator;

/**
 * For whom an output is wanted; whoever waits for it counts before work that nobody waits for.
 *
 * @param kind why
 * @param priority how urgent it is
 */
public record Wanted(TaskKind kind, Priority priority) implements Comparable<Wanted> {
  private static final Comparator<Wanted> FIRST =
      Comparator.comparing(Wanted::kind).thenComparing(Wanted::priority);

  /** Whether somebody is waiting. */
  public boolean isByViewer() {
    return kind == TaskKind.ON_DEMAND;
  }

  /** Orders first what counts most. */
  @Override
  public int compareTo(Wanted other) {
    return FIRST.compare(this, other);
  }
}
