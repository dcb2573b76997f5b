package io.mediarouter.vertx.config;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.health.EjectionSettings;
import io.mediarouter.health.QuarantineRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The reader of how slow, failing and vanishing back ends are dealt with. */
final class ResilienceReader {
  private static final String OFF = "off";

  private final Section root;

  private ResilienceReader(Section root) {
    this.root = root;
  }

  /** The settings; mistakes are added to the tree. */
  static ResilienceConfig read(Section root, List<ServerConfig> servers) {
    var reader = new ResilienceReader(root);
    return new ResilienceConfig(
        BreakersReader.read(root, servers),
        reader.ejection(),
        root.duration("slowStart", ResilienceConfig.DEFAULT_SLOW_START),
        reader.health(),
        reader.failover(),
        reader.quarantine());
  }

  private EjectionSettings ejection() {
    Section ejection = root.section("ejection");
    EjectionSettings absent = EjectionSettings.DEFAULT;
    var base = ejection.duration("base", absent.base());
    var longest = ejection.duration("longest", absent.longest());
    if (longest.compareTo(base) < 0) {
      ejection.error(
          ejection.has("base") ? "base" : "longest",
          "base, "
              + Quantities.written(base)
              + ", at most longest, "
              + Quantities.written(longest));
      return absent;
    }
    return new EjectionSettings(
        ejection.decimal("quorum", absent.quorum()),
        ejection.decimal("mostShare", absent.mostShare()),
        base,
        longest);
  }

  private HealthConfig health() {
    Section health = root.section("health");
    return new HealthConfig(
        health.duration("interval", HealthConfig.DEFAULT_INTERVAL),
        health.duration("timeout", HealthConfig.DEFAULT_TIMEOUT),
        health.number("rise", HealthConfig.DEFAULT_RISE),
        health.number("fall", HealthConfig.DEFAULT_FALL),
        health.duration("silentFor", HealthConfig.DEFAULT_SILENT_FOR),
        paths(health));
  }

  private static Map<ServerRole, String> paths(Section health) {
    var paths = new EnumMap<ServerRole, String>(ServerRole.class);
    for (ServerRole role : ServerRole.values()) {
      String path = health.text(role.token(), HealthConfig.DEFAULT_PATH);
      if (!path.equals(OFF)) {
        paths.put(role, path);
      }
    }
    return paths;
  }

  private FailoverConfig failover() {
    Section failover = root.section("failover");
    return new FailoverConfig(
        failover.decimal("retryShare", FailoverConfig.DEFAULT_RETRY_SHARE),
        failover.number("retryReserve", FailoverConfig.DEFAULT_RETRY_RESERVE),
        failover.duration("deadline", FailoverConfig.DEFAULT_DEADLINE));
  }

  private QuarantineRule quarantine() {
    Section quarantine = root.section("quarantine");
    QuarantineRule absent = QuarantineRule.DEFAULT;
    return new QuarantineRule(
        quarantine.number("servers", absent.servers()),
        quarantine.duration("length", absent.length()));
  }
}
