package io.mediarouter.select;

import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it costs everybody to give a task to a server, in slowdowns of that task (time / time on the
 * best idle server): its own, what it adds to those of the tasks that are there, each by what it
 * counts beside this one ({@link SlowdownWeight}), the price of the cores that it keeps from tasks
 * to come, and a charge for crowding one server while another is free. Without the charge the sum
 * of slowdowns is bought with those of long tasks, which weigh least by the second and stay while
 * ever more short ones join them; so it is higher for a long task, which stays in its crowd.
 *
 * <p>The price of cores grows with the length of a task, and would send a long one to a slow server
 * however crowded that is. So there is a charge of that kind too, from a crowding on that no mean
 * is worth: each time more costs what the task would on the dearest core. Both count less the later
 * the news of other proxies' tasks comes, beside what the task takes: what looks least crowded to
 * all of them is not for long.
 */
final class ChoiceCost {
  /** How long a server keeps a pace, seconds: a longer task meets the usual one on average. */
  private static final double PACE_SECONDS = 30;

  /**
   * How much worse than on the least crowded server a task may fare before it is charged: up to
   * here short tasks gain more by being kept apart from long ones than these lose.
   */
  private static final double TOLERATED_CROWDING = 1.25;

  /** How much worse than on the least crowded server a long task must fare to be charged more. */
  private static final double MUCH_CROWDING = 4;

  /** How late news may come for crowding to be believed in full by the shortest task, seconds. */
  private static final double GOOD_NEWS_SECONDS = 0.5;

  /** How many standard deviations of what is not seen a server is doubted by. */
  private static final double DEVIATIONS = 5;

  private final TaskForecast forecast;
  private final FarmExperience known;
  private final Instant now;
  private final double ideal;
  private final double weight;
  private final double belief;
  private double leastCrowding = Double.POSITIVE_INFINITY;
  private double highestPrice;
  private final SharedCores cores = new SharedCores();

  /** The costs of a task, relative to the best of these servers. */
  ChoiceCost(TaskForecast forecast, List<ServerView> servers, FarmExperience known, Instant now) {
    this.forecast = forecast;
    this.known = known;
    this.now = now;
    this.ideal = ideal(servers);
    this.weight = SlowdownWeight.of(ideal);
    double good = Math.max(GOOD_NEWS_SECONDS, ideal);
    double belief = good / Math.max(good, known.newsDelaySeconds());
    this.belief = belief * belief;
    for (int i = 0; i < servers.size(); i++) {
      compare(servers.get(i));
    }
  }

  private void compare(ServerView view) {
    ServerExperience experience = known.of(view.server().id());
    leastCrowding = Math.min(leastCrowding, crowding(view, experience, 0));
    highestPrice = Math.max(highestPrice, experience.corePrice());
  }

  private double ideal(List<ServerView> servers) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < servers.size(); i++) {
      least = Math.min(least, seconds(servers.get(i).server()));
    }
    return least;
  }

  /** How much longer than on the best idle server a task takes, while as many share the cores. */
  private double crowding(ServerView view, ServerExperience experience, double moreCores) {
    double wanted =
        demand(view.tasks())
            + experience.unseenCores()
            + experience.foreignCores()
            + forecast.demandOn(view.server());
    double stretch = Math.max(1, wanted / (view.server().capacityCores() + moreCores));
    return stretch * slowness(view.server()) / experience.pace();
  }

  /** How much longer the task takes on this server than on the best one, both idle; at least 1. */
  double slowness(Server server) {
    return seconds(server) / ideal;
  }

  /** Whether news comes so late that other proxies may be about to choose as this one does. */
  boolean isDoubtful() {
    return belief < 1;
  }

  /**
   * By how much a server's cost is raised on average where it is chosen by lot: what the tasks that
   * are not seen may slow this one down there, taken for a Poisson number of tasks on one core
   * each. Nothing where news comes in time.
   */
  double doubt(ServerView view) {
    ServerExperience experience = known.of(view.server().id());
    double unseenStretch = Math.sqrt(experience.unseenCores()) / view.server().capacityCores();
    return (1 - belief) * DEVIATIONS * unseenStretch * slowness(view.server()) / experience.pace();
  }

  /** What slowdowns of the task count: all costs are in slowdowns of it. */
  double weight() {
    return weight;
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
    double price = experience.corePrice(seconds) * seconds * demand / weight;
    if (alone / ideal + price >= limit) {
      return Double.POSITIVE_INFINITY;
    }
    fill(view, experience, seconds / ideal, moreCores);
    cores.join(alone, demand);
    return cores.ownSeconds() / ideal
        + cores.harm() / weight
        + price
        + charge(view, experience, moreCores);
  }

  /**
   * Whether {@code view}'s server is predicted to miss the deadline: taking the work for what nine
   * of ten such tasks do not exceed. Needs its {@linkplain #of cost} to have been asked for just
   * before.
   */
  boolean isLate(ServerView view, @Nullable Deadline deadline) {
    if (deadline == null) {
      return false;
    }
    Server server = view.server();
    double demand = forecast.demandOn(server);
    double seconds =
        Math.max(Remainder.SHORTEST, forecast.upperWorkOn(server) * deadline.share() / demand);
    cores.join(atPace(seconds, known.of(server.id()).pace()), demand);
    return cores.ownSeconds() > deadline.secondsLeft();
  }

  private double charge(ServerView view, ServerExperience experience, double moreCores) {
    double crowding = crowding(view, experience, moreCores) / leastCrowding;
    double price = highestPrice * ideal * forecast.demandOn(view.server()) / weight;
    return belief
        * (weight * weight * Math.max(0, crowding - TOLERATED_CROWDING)
            + price * Math.max(0, crowding - MUCH_CROWDING));
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
        Remainder.left(task, alone / pace, elapsed, stretch),
        SlowdownWeight.of(alone / slowness) * slowness / alone,
        task.demandCores());
  }
}
