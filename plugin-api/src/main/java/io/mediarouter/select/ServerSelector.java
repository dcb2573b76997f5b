package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.ServerView;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A chooser of the servers for a task. Implementations are pure, equal inputs give equal answers,
 * unless they say otherwise.
 */
public interface ServerSelector {
  /**
   * The servers that have room for {@code task} now, best first, each with what the task would be
   * there.
   *
   * @param candidates servers that may be given the task
   * @param random the only source of chance, for breaking ties and for spreading what goes by lot
   * @return empty where no candidate has room
   */
  List<Candidate> choose(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random);

  /**
   * The same for a task that somebody waits for: who looks at deadlines puts servers that are
   * predicted to meet it before those that are not. Asked for requests; by default, deadlines are
   * not looked at.
   *
   * @param deadline by when how much of it has to be done; null = nobody said
   */
  default List<Candidate> choose(
      Task task,
      @Nullable Deadline deadline,
      List<ServerView> candidates,
      Instant now,
      RandomGenerator random) {
    return choose(task, candidates, now, random);
  }

  /**
   * The same for people: also servers that have no room now may be among them, so that their scores
   * can be told.
   *
   * @return at least what {@link #choose} returns, in any order
   */
  default List<Candidate> rate(
      Task task, List<ServerView> candidates, Instant now, RandomGenerator random) {
    return choose(task, candidates, now, random);
  }
}
