package io.mediarouter.plan;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.farm.Work;
import java.util.HashMap;
import java.util.Map;

/**
 * What of the transcoding servers is used for whom: of work that somebody waits for. Immutable.
 *
 * @param capacityCores cores of all transcoding servers that take tasks
 * @param cores by client, cores that its tasks take
 * @param kept by client, cores that are its own as long as that is fair, used just now or not
 * @param work by client, core-seconds: what its tasks are predicted to be in all, and what it had
 */
public record ClientUse(
    double capacityCores,
    Map<String, Double> cores,
    Map<String, Double> kept,
    Map<String, Double> work) {
  /** That of no farm. */
  public static final ClientUse NONE = new ClientUse(0, Map.of(), Map.of());

  public ClientUse {
    cores = Map.copyOf(cores);
    kept = Map.copyOf(kept);
    work = Map.copyOf(work);
  }

  /** That of a moment, of which nothing before is known. */
  public ClientUse(double capacityCores, Map<String, Double> cores, Map<String, Double> work) {
    this(capacityCores, cores, cores, work);
  }

  /** That of a farm at a moment. */
  public static ClientUse of(FarmView farm) {
    double capacity = 0;
    var cores = new HashMap<String, Double>();
    var work = new HashMap<String, Double>();
    for (ServerView view : farm.withRole(ServerRole.TRANSCODING)) {
      capacity += view.accepts(Work.TRANSCODE) ? view.server().capacityCores() : 0;
      for (ActiveTask task : view.tasks()) {
        if (task.kind() == TaskKind.ON_DEMAND && !task.client().isEmpty()) {
          cores.merge(task.client(), view.coresTaken(task.demandCores()), Double::sum);
          work.merge(task.client(), task.workCoreSeconds(), Double::sum);
        }
      }
    }
    return new ClientUse(capacity, cores, work);
  }

  double coresOf(String client) {
    return cores.getOrDefault(client, 0.0);
  }

  double workOf(String client) {
    return work.getOrDefault(client, 0.0);
  }

  /** For how many other clients something runs. */
  int clientsBesides(String client) {
    return cores.size() - (cores.containsKey(client) ? 1 : 0);
  }

  /** Whether something runs for another client. */
  boolean isUsedBesides(String client) {
    return clientsBesides(client) > 0;
  }
}
