package io.mediarouter.plan;

import java.util.Map;
import java.util.Set;

/**
 * The rule that divides the transcoding servers among clients, by the cores that their tasks are
 * predicted to take. Who is alone may have all. As long as others are there, some is kept free of
 * each client, so that nobody has to wait for another's task to end. When others wait, who wants
 * more than is there gets as much as everybody else who does (max-min fairness). Work that nobody
 * waits for is nobody's. Immutable and pure.
 *
 * @param most largest part of all cores for one client while others are there, above 0, at most 1
 */
public record FairShare(double most) {
  public FairShare {
    if (!(most > 0 && most <= 1)) {
      throw new IllegalArgumentException("most: " + most + " (expected: > 0, <= 1)");
    }
  }

  /**
   * The share of a client.
   *
   * @param client who; empty = nobody in particular, who has no bound
   * @param othersPresent whether other clients have asked for something of late
   * @param othersWaiting other clients that wait for capacity, for what is at least as urgent
   */
  public Share of(String client, ClientUse use, boolean othersPresent, Set<String> othersWaiting) {
    boolean alone = !othersPresent && othersWaiting.isEmpty() && !use.isUsedBesides(client);
    return client.isEmpty() || alone
        ? Share.ALL
        : new Share(use.coresOf(client), allowed(client, use, othersWaiting));
  }

  private double allowed(String client, ClientUse use, Set<String> othersWaiting) {
    double bound = most * use.capacityCores();
    return othersWaiting.isEmpty() ? bound : Math.min(bound, equalPart(client, use, othersWaiting));
  }

  /** What those who are content have is theirs; the rest is divided equally. */
  private static double equalPart(String client, ClientUse use, Set<String> othersWaiting) {
    double left = use.capacityCores();
    for (Map.Entry<String, Double> each : use.cores().entrySet()) {
      boolean content = !each.getKey().equals(client) && !othersWaiting.contains(each.getKey());
      left -= content ? each.getValue() : 0;
    }
    return Math.max(0, left) / (1 + othersWaiting.size());
  }
}
