package io.mediarouter.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule by which renditions of one source are made by one decode on one server. Immutable and
 * pure.
 *
 * <p>The first has its turn, so it is always among them. The others follow in theirs, as far as
 * they take the same part of the source, the server has room for them, and the sum of what they
 * need is not above what batch work may have there. Of the servers, the one that makes most at once
 * is taken; of equals, the one that is best for the first.
 *
 * @param mostOutputs most that one decode may make, at least 1
 * @param servers those that can make several
 */
public record OneDecode(int mostOutputs, Set<String> servers) {
  private static final double ROUNDING = 1e-9;

  /**
   * Renditions that are made together.
   *
   * @param serverId where
   * @param members which, by their place in the list that was chosen from; two at least
   */
  public record Choice(String serverId, List<Integer> members) {
    public Choice {
      members = List.copyOf(members);
    }
  }

  public OneDecode {
    if (mostOutputs < 1) {
      throw new IllegalArgumentException("mostOutputs: " + mostOutputs + " (expected: >= 1)");
    }
    servers = Set.copyOf(servers);
  }

  /**
   * What is made together with the first of {@code group}; empty where that is made alone, or has
   * no room.
   *
   * @param group renditions of one version of one source, in turn
   * @param gate what batch work may do now
   */
  public Optional<Choice> choose(List<DecodeGroupCandidate> group, GateReading gate) {
    Choice best = null;
    for (String server : candidates(group)) {
      List<Integer> members = fill(group, server, gate.roomOn(server));
      if (members.size() > (best == null ? 1 : best.members().size())) {
        best = new Choice(server, members);
      }
    }
    return Optional.ofNullable(best);
  }

  private List<String> candidates(List<DecodeGroupCandidate> group) {
    return group.stream()
        .limit(1)
        .flatMap(first -> first.offers().stream())
        .map(DecodeGroupCandidate.Offer::serverId)
        .filter(servers::contains)
        .toList();
  }

  /** Who fits, in turn; nobody where the first does not. */
  private List<Integer> fill(List<DecodeGroupCandidate> group, String server, double room) {
    List<Integer> members = new ArrayList<>();
    double left = room + ROUNDING;
    for (int i = 0; i < group.size() && members.size() < mostOutputs; i++) {
      double demand = group.get(i).demandOn(server);
      if (group.get(i).canJoin(group.get(0)) && demand <= left) {
        members.add(i);
        left -= demand;
      } else if (i == 0) {
        return List.of();
      }
    }
    return members;
  }
}
