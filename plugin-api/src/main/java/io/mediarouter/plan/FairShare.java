package io.mediarouter.plan;

import java.util.Map;
import java.util.Set;

/**
 * The rule that divides the transcoding servers among clients, by the cores that their tasks are
 * predicted to take. Who is alone may have all. As long as others are there, some is kept free of
 * each client, so that nobody has to wait for another's task to end; and what another had of late
 * is kept for it, since whoever asks for one thing after another has nothing in between. Who wants
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
    if (client.isEmpty() || alone) {
      return Share.ALL;
    }
    double allowed = allowed(client, use, othersWaiting);
    return new Share(use.coresOf(client), allowed, turn(client, allowed, use, othersWaiting));
  }

  /** Turns go by what each had of late: who jumps the line would have what another waits for. */
  private static Share.Turn turn(
      String client, double allowed, ClientUse use, Set<String> othersWaiting) {
    double own = use.workOf(client);
    if (othersWaiting.stream().anyMatch(other -> use.workOf(other) < own)) {
      return Share.Turn.BEHIND;
    }
    long alike = othersWaiting.stream().filter(other -> use.coresOf(other) <= 0).count();
    return use.coresOf(client) < allowed && alike < use.clientsBesides(client)
        ? Share.Turn.NEXT
        : Share.Turn.USUAL;
  }

  private double allowed(String client, ClientUse use, Set<String> othersWaiting) {
    return Math.min(most * use.capacityCores(), equalPart(client, use, othersWaiting));
  }

  /**
   * What each of those who want more gets, when nobody is given more than that or than is kept for
   * it. With the smallest first, whoever is content with less than an equal part of what is left
   * leaves the rest of it to the others.
   */
  private static double equalPart(String client, ClientUse use, Set<String> othersWaiting) {
    double left = use.capacityCores();
    double[] content = content(client, use, othersWaiting);
    for (int i = 0; i < content.length; i++) {
      double part = left / (1 + othersWaiting.size() + content.length - i);
      if (content[i] >= part) {
        return part;
      }
      left -= content[i];
    }
    return left / (1 + othersWaiting.size());
  }

  private static double[] content(String client, ClientUse use, Set<String> othersWaiting) {
    return use.kept().entrySet().stream()
        .filter(each -> !each.getKey().equals(client) && !othersWaiting.contains(each.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sorted()
        .toArray();
  }
}
