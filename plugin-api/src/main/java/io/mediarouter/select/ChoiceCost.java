package io.mediarouter.select;

import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerView;
import java.time.Instant;
import java.util.List;

/**
 * What it costs everybody to give a task to a server, in slowdown (time / time on the best idle
 * server): the slowdown of the task itself, what it adds to that of the tasks that are there, and
 * the price of the cores that it keeps from tasks to come.
 */
final class ChoiceCost {
  /** How long a server keeps a pace, seconds: a longer task meets the usual one on average. */
  private static final double PACE_SECONDS = 30;

  private final TaskForecast forecast;
  private final FarmExperience known;
  private final Instant now;
  private final double ideal;
  private final SharedCores cores = new SharedCores();

  /** The costs of a task, relative to the best of these servers. */
  ChoiceCost(TaskForecast forecast, List<ServerView> servers, FarmExperience known, Instant now) {
    this.forecast = forecast;
    this.known = known;
    this.now = now;
    this.ideal = ideal(servers);
  }

  private double ideal(List<ServerView> servers) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < servers.size(); i++) {
      least = Math.min(least, seconds(servers.get(i).server()));
    }
    return least;
  }

  private double seconds(Server server) {
    return Math.max(Remainder.SHORTEST, forecast.workOn(server) / forecast.demandOn(server));
  }

  /** The cost of choosing {@code view}'s server. */
  double of(ServerView view) {
    return of(view, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * The cost of choosing {@code view}'s server.
   *
   * @param moreCores cores that it is imagined to have besides its own
   * @param limit costs from here on do not matter: infinite may be returned for them
   */
  double of(ServerView view, double moreCores, double limit) {
    Server server = view.server();
    ServerExperience experience = known.of(server.id());
    double seconds = seconds(server);
    double demand = forecast.demandOn(server);
    double alone = atPace(seconds, experience.pace());
    double price = experience.corePrice() * seconds * demand;
    if (alone / ideal + price >= limit) {
      return Double.POSITIVE_INFINITY;
    }
    fill(view, experience, seconds / ideal, moreCores);
    cores.join(alone, demand);
    return cores.ownSeconds() / ideal + cores.harm() + price;
  }

  private static double atPace(double seconds, double pace) {
    return seconds + (1 / pace - 1) * seconds * PACE_SECONDS / (PACE_SECONDS + seconds);
  }

  /** Puts the tasks of {@code view} on the cores; {@code slowness} is its server's to the best. */
  private void fill(
      ServerView view, ServerExperience experience, double slowness, double moreCores) {
    List<ActiveTask> tasks = view.tasks();
    double capacity = view.server().capacityCores() + moreCores;
    double stretch = Math.max(1, demand(tasks) / capacity);
    cores.clear(capacity, experience.unseenCores(), experience.foreignCores());
    for (int i = 0; i < tasks.size(); i++) {
      ActiveTask task = tasks.get(i);
      if (task.demandCores() > 0) {
        add(task, i < view.ownTasks(), experience.pace(), slowness, stretch);
      }
    }
  }

  private static double demand(List<ActiveTask> tasks) {
    double sum = 0;
    for (int i = 0; i < tasks.size(); i++) {
      sum += tasks.get(i).demandCores();
    }
    return sum;
  }

  private void add(ActiveTask task, boolean own, double pace, double slowness, double stretch) {
    double alone = Remainder.alone(task);
    double elapsed = Remainder.elapsed(task, now);
    if (!own && Remainder.isPresumedOver(task, alone / pace, elapsed, known.newsDelaySeconds())) {
      return;
    }
    cores.add(
        Remainder.left(task, alone / pace, elapsed, stretch), slowness / alone, task.demandCores());
  }
}
