package io.mediarouter.vertx.config;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.outcome.Slowness;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reader of circuit breakers' settings. What a role leaves out is as everywhere, what a server
 * leaves out as for its role.
 */
final class BreakersReader {
  private final Section breakers;
  private final BreakerSettings defaults;
  private final Map<ServerRole, BreakerSettings> roles = new EnumMap<>(ServerRole.class);

  private BreakersReader(Section root) {
    breakers = root.section("breakers");
    defaults = settings(breakers, BreakerSettings.DEFAULT);
    Section byRole = breakers.section("roles");
    for (ServerRole role : ServerRole.values()) {
      if (byRole.has(role.token())) {
        roles.put(role, settings(byRole.section(role.token()), defaults));
      }
    }
  }

  /** The settings; mistakes are added to the tree. */
  static BreakersConfig read(Section root, List<ServerConfig> servers) {
    var reader = new BreakersReader(root);
    return new BreakersConfig(reader.defaults, reader.roles, reader.byServer(servers));
  }

  private Map<String, Map<ServerRole, BreakerSettings>> byServer(List<ServerConfig> servers) {
    Section written = breakers.section("servers");
    var byServer = new HashMap<String, Map<ServerRole, BreakerSettings>>();
    for (String id : written.keys()) {
      if (servers.stream().noneMatch(each -> each.server().id().equals(id))) {
        written.unknown(id, servers.stream().map(each -> each.server().id()).toList());
      }
      byServer.put(id, ofServer(written.section(id)));
    }
    return byServer;
  }

  private Map<ServerRole, BreakerSettings> ofServer(Section written) {
    var byRole = new EnumMap<ServerRole, BreakerSettings>(ServerRole.class);
    for (ServerRole role : ServerRole.values()) {
      byRole.put(role, settings(written, roles.getOrDefault(role, defaults)));
    }
    return byRole;
  }

  private static BreakerSettings settings(Section from, BreakerSettings absent) {
    return from.checkedHere(
        () ->
            new BreakerSettings(
                (float) from.decimal("failureRate", absent.failureRate()),
                (float) from.decimal("slowRate", absent.slowRate()),
                window(from, absent.window()),
                from.number("minimumCalls", absent.minimumCalls()),
                from.duration("openFor", absent.openFor()),
                from.number("halfOpenCalls", absent.halfOpenCalls()),
                from.duration("halfOpenFor", absent.halfOpenFor()),
                slow(from.section("slow"), absent.slow())),
        absent);
  }

  private static BreakerWindow window(Section from, BreakerWindow absent) {
    if (!from.has("window")) {
      return absent;
    }
    int calls = from.number("window", 0);
    return calls > 0
        ? BreakerWindow.calls(calls)
        : new BreakerWindow(
            true, (int) Math.max(1, Quantities.duration(from.text("window", "")).toSeconds()));
  }

  private static Slowness slow(Section from, Slowness absent) {
    return new Slowness(
        from.duration("firstByte", absent.firstByte()),
        from.duration("stall", absent.stall()),
        from.decimal("speed", absent.speed()));
  }
}
