package io.mediarouter.select;

import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.Server;
import java.util.ArrayList;
import java.util.List;

/** The best few servers so far, best first; of equals the earlier one stays in front. */
final class Shortlist {
  private final Server[] servers;
  private final double[] scores;
  private int count;

  Shortlist(int most) {
    servers = new Server[most];
    scores = new double[most];
  }

  /** The score from which on a server is not good enough. */
  double limit() {
    return count < scores.length ? Double.POSITIVE_INFINITY : scores[count - 1];
  }

  void add(Server server, double score) {
    if (score >= limit()) {
      return;
    }
    int place = count < scores.length ? count++ : count - 1;
    for (; place > 0 && scores[place - 1] > score; place--) {
      servers[place] = servers[place - 1];
      scores[place] = scores[place - 1];
    }
    servers[place] = server;
    scores[place] = score;
  }

  List<Candidate> candidates(TaskForecast forecast) {
    var candidates = new ArrayList<Candidate>(count);
    for (int i = 0; i < count; i++) {
      candidates.add(new Candidate(servers[i], forecast.on(servers[i]), scores[i]));
    }
    return candidates;
  }
}
