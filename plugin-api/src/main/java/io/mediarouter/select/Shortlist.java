package io.mediarouter.select;

import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.Server;
import java.util.ArrayList;
import java.util.List;

/** The best few servers so far, best first; of equals the earlier one stays in front. */
final class Shortlist {
  private final Server[] servers;
  private final double[] scores;
  private final double[] ranks;
  private int count;

  Shortlist(int most) {
    servers = new Server[most];
    scores = new double[most];
    ranks = new double[most];
  }

  /** The rank from which on a server is not good enough. */
  double limit() {
    return count < scores.length ? Double.POSITIVE_INFINITY : ranks[count - 1];
  }

  /**
   * Adds a server, if it is good enough.
   *
   * @param rank by which the order goes, the lowest first
   * @param score what is told of it
   */
  void add(Server server, double rank, double score) {
    if (rank >= limit()) {
      return;
    }
    int place = count < scores.length ? count++ : count - 1;
    for (; place > 0 && ranks[place - 1] > rank; place--) {
      servers[place] = servers[place - 1];
      scores[place] = scores[place - 1];
      ranks[place] = ranks[place - 1];
    }
    servers[place] = server;
    scores[place] = score;
    ranks[place] = rank;
  }

  List<Candidate> candidates(TaskForecast forecast) {
    var candidates = new ArrayList<Candidate>(count);
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate(servers[i], forecast.on(servers[i]), scores[i]));
    }
    return candidates;
  }
}
