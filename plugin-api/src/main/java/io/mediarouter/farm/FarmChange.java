package io.mediarouter.farm;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of what was changed of one server while the farm runs: it was added, works in other
 * roles or with other capacity than was defined, or is on its way out.
 *
 * @param definition the server, if it was added; null = it is a configured one
 * @param roles what it does; empty = as defined
 * @param capacityCores its cores for tasks; 0 = as defined
 * @param departure the order that it follows now; null = none
 * @param by who changed it last
 * @param at when
 * @param heardAt for a server that has registered itself: when it was last heard of; null = it did
 *     not
 */
public record FarmChange(
    @Nullable ServerDefinition definition,
    Set<ServerRole> roles,
    double capacityCores,
    @Nullable DrainOrder departure,
    String by,
    Instant at,
    @Nullable Instant heardAt) {

  public FarmChange {
    roles = Set.copyOf(roles);
    if (!(capacityCores >= 0)) {
      throw new IllegalArgumentException("capacity: " + capacityCores + " (expected: >= 0)");
    }
  }

  /** Nothing is changed yet. */
  public static FarmChange none(String by, Instant at) {
    return new FarmChange(null, Set.of(), 0, null, by, at, null);
  }

  /** A server that was added. */
  public static FarmChange added(ServerDefinition definition, String by, Instant at) {
    return new FarmChange(definition, Set.of(), 0, null, by, at, null);
  }

  /** A server that has registered itself. */
  public static FarmChange registered(ServerDefinition definition, String by, Instant at) {
    return new FarmChange(definition, Set.of(), 0, null, by, at, at);
  }

  /** The same, heard of again, as it describes itself now. */
  public FarmChange heard(ServerDefinition now, Instant when) {
    return new FarmChange(now, roles, capacityCores, departure, by, at, when);
  }

  /** The same with another order; null = none. */
  public FarmChange with(@Nullable DrainOrder other, String who, Instant when) {
    return new FarmChange(definition, roles, capacityCores, other, who, when, heardAt);
  }

  /** The same in other roles. */
  public FarmChange in(Set<ServerRole> others, String who, Instant when) {
    return new FarmChange(definition, others, capacityCores, departure, who, when, heardAt);
  }

  /** The same with so many cores. */
  public FarmChange withCapacity(double cores, String who, Instant when) {
    return new FarmChange(definition, roles, cores, departure, who, when, heardAt);
  }

  /** Whether it was to be heard of since that moment, and was not. */
  public boolean isLapsed(Instant since) {
    return heardAt != null && heardAt.isBefore(since);
  }

  /** The server as it is with this change. */
  ServerDefinition applyTo(ServerDefinition defined) {
    ServerDefinition inRoles = roles.isEmpty() ? defined : defined.in(roles);
    return capacityCores == 0 ? inRoles : inRoles.withCapacity(capacityCores);
  }
}
