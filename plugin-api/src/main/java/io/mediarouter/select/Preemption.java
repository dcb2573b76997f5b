package io.mediarouter.select;

import io.mediarouter.farm.ActiveTask;
import java.util.List;

/**
 * Room that can be made on a server by taking tasks away from it.
 *
 * @param candidate the server, and what the new task would be there
 * @param victims the tasks to take away, at least one
 */
public record Preemption(Candidate candidate, List<ActiveTask> victims) {
  public Preemption {
    victims = List.copyOf(victims);
  }
}
