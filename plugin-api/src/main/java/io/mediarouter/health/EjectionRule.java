package io.mediarouter.health;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rule by which servers are taken out of use for all proxies: when a quorum of them finds one
 * bad, for longer each time in a row, and never more of a role's servers than a set share, so that
 * the last one is always tried. Immutable and pure; the same on every proxy.
 *
 * <p>What led to an ejection does not lead to the next one: an opinion that is older than the end
 * of the last one does not count, or a server that nobody has tried since would never come back.
 */
public final class EjectionRule {
  private final EjectionSettings settings;

  /** The rule of these settings. */
  public EjectionRule(EjectionSettings settings) {
    this.settings = settings;
  }

  /**
   * The ejections that are due.
   *
   * @param opinions what the proxies say now, each of them once of each server and work
   * @param members how many proxies there are, at least 1
   * @param present all ejections so far, by {@link Ejection#key}, those that are over included
   * @param servers the farm
   */
  public List<Ejection> due(
      Collection<HealthVote> opinions,
      int members,
      Map<String, Ejection> present,
      Collection<Server> servers,
      Instant now) {
    var due = new ArrayList<Ejection>();
    for (Work work : Work.values()) {
      List<Server> able = servers.stream().filter(server -> server.is(work.role())).toList();
      Set<String> out = ejected(present.values(), work, able, now);
      List<HealthVote> news = opinions.stream().filter(each -> isNews(each, present)).toList();
      for (String id : accused(news, work, settings.votesOf(members), able, out)) {
        if (out.size() < settings.mostOf(able.size())) {
          out.add(id);
          due.add(next(id, work, Optional.ofNullable(present.get(Ejection.key(id, work))), now));
        }
      }
    }
    return due;
  }

  private static boolean isNews(HealthVote opinion, Map<String, Ejection> present) {
    Ejection last = present.get(opinion.key());
    return last == null || !opinion.since().isBefore(last.until());
  }

  private static Set<String> ejected(
      Collection<Ejection> present, Work work, List<Server> able, Instant now) {
    var ids = new HashSet<String>();
    for (Ejection each : present) {
      if (each.work() == work && each.holds(now) && isAmong(able, each.serverId())) {
        ids.add(each.serverId());
      }
    }
    return ids;
  }

  private static boolean isAmong(List<Server> servers, String id) {
    return servers.stream().anyMatch(server -> server.id().equals(id));
  }

  /**
   * Those that enough proxies find bad, and that are not ejected: most votes first, then by name.
   */
  private static List<String> accused(
      Collection<HealthVote> opinions, Work work, int quorum, List<Server> able, Set<String> out) {
    Map<String, Integer> votes = new HashMap<>();
    for (HealthVote each : opinions) {
      if (each.work() == work && !out.contains(each.serverId()) && isAmong(able, each.serverId())) {
        votes.merge(each.serverId(), 1, Integer::sum);
      }
    }
    votes.values().removeIf(count -> count < quorum);
    return votes.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Integer> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Ejection next(String id, Work work, Optional<Ejection> last, Instant now) {
    int times =
        last.filter(before -> now.isBefore(before.until().plus(settings.longest())))
            .map(before -> before.times() + 1)
            .orElse(1);
    return new Ejection(id, work, now, now.plus(settings.length(times)), times);
  }
}
