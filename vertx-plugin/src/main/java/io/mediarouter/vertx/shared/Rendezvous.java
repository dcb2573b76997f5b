package io.mediarouter.vertx.shared;

import io.mediarouter.state.SharedState;
import java.util.Comparator;

/**
 * The rule that shares the farm's servers out among the proxies: each server belongs to the member
 * that wins its rendezvous hash, so that when members come or go only the servers that have to
 * change hands do. Safe for use by many threads.
 */
public final class Rendezvous {
  private final SharedState state;

  /** The rule for the members that this state shows. */
  public Rendezvous(SharedState state) {
    this.state = state;
  }

  /** Whether a server belongs to this proxy now. */
  public boolean isOurs(String serverId) {
    Comparator<String> byRank = Comparator.comparingInt(member -> rank(member, serverId));
    var winner = state.members().stream().max(byRank.thenComparing(Comparator.naturalOrder()));
    return winner.filter(state.self()::equals).isPresent();
  }

  /** The hash of a string alone would keep members in one order for servers of similar names. */
  private static int rank(String member, String serverId) {
    int hash = (member + '/' + serverId).hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }
}
