package io.mediarouter.vertx.config;

import io.mediarouter.media.RenditionRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a proxy, immutable. Only the servers have no default.
 *
 * @param prefix start of the paths of media requests, such as {@code /media}; empty = all paths
 * @param servers the farm, each id once
 * @param presets the renditions that requests may ask for by name, the built-in ones included
 * @param policies what may be done to serve a request
 * @param trust who is believed about how urgent a request is
 * @param pass what of a request is passed to the origins of originals
 * @param timeouts longest waits
 * @param connectionsPerServer connections to one server at a time, at least 1
 * @param spool room for the output of running transcodes
 * @param batch how batch jobs are worked off
 * @param speculation what is made ahead of demand
 * @param streams how assets are served as HLS and DASH
 * @param caching how long caches in front may keep renditions
 * @param store how finished renditions are stored
 * @param whenNobodyWaits what becomes of a transcode that nobody waits for
 * @param choice how transcoding servers are chosen
 * @param load how the servers' load is learned
 * @param resilience how slow, failing and vanishing back ends are dealt with
 * @param limits what the proxy takes on itself at a time
 * @param sourceCheck time for which a source is taken to be unchanged since its validators were
 *     last seen, above 0
 * @param cors which pages of other sites may read media
 * @param accessLog where the access log goes
 * @param logs what no log tells, and when the access log is put aside
 * @param decisionLog the file that decisions are logged to; null = they are not
 * @param admin where operators reach the proxy
 * @param probes where who only watches reaches it without a token; null = nowhere
 * @param cluster the cluster to share state in; null = this proxy is alone
 * @param peers where the other proxies of the cluster get what this one makes
 * @param registration the servers that may register themselves
 * @param durable where that is kept which outlives a stop of all proxies
 * @param listen where the stand-alone proxy takes requests
 * @param front what the front door does with who comes
 * @param fallback where the stand-alone proxy sends requests that are not for media; null = 404
 */
public record MediaRoutingConfig(
    String prefix,
    List<ServerConfig> servers,
    Map<String, RenditionRequest> presets,
    PoliciesConfig policies,
    TrustConfig trust,
    PassConfig pass,
    TimeoutConfig timeouts,
    int connectionsPerServer,
    SpoolConfig spool,
    BatchConfig batch,
    SpeculationConfig speculation,
    StreamsConfig streams,
    CachingConfig caching,
    StoreConfig store,
    Abandonment whenNobodyWaits,
    ChoiceConfig choice,
    LoadConfig load,
    ResilienceConfig resilience,
    LimitsConfig limits,
    Duration sourceCheck,
    CorsConfig cors,
    AccessLogConfig accessLog,
    LogsConfig logs,
    @Nullable String decisionLog,
    AdminConfig admin,
    @Nullable ProbesConfig probes,
    @Nullable ClusterConfig cluster,
    PeersConfig peers,
    RegistrationConfig registration,
    DurableConfig durable,
    ListenConfig listen,
    FrontConfig front,
    @Nullable URI fallback) {
  public static final String DEFAULT_PREFIX = "/media";
  public static final int DEFAULT_CONNECTIONS_PER_SERVER = 256;
  public static final Duration DEFAULT_SOURCE_CHECK = Duration.ofSeconds(60);

  static final String PATH_PREFIX = "empty, or /name without a slash at its end";
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

  public MediaRoutingConfig {
    Checks.require(isPathPrefix(prefix), "prefix", Values.quoted(prefix), PATH_PREFIX);
    Checks.require(!servers.isEmpty(), "servers", "an empty list", "at least one server");
    Checks.atLeast("connectionsPerServer", connectionsPerServer, 1);
    Checks.positive("sourceCheck", sourceCheck);
    Checks.require(
        !listen.isAlso(admin.host(), admin.port()),
        "admin.port",
        Integer.toString(admin.port()),
        ListenConfig.ANOTHER);
    Checks.require(
        probes == null
            || !listen.isAlso(probes.host(), probes.port())
                && !new ListenConfig(admin.host(), admin.port())
                    .isAlso(probes.host(), probes.port()),
        "probes.port",
        probes == null ? "" : Integer.toString(probes.port()),
        "another address than those of listen and admin");
    servers = List.copyOf(servers);
    presets = Map.copyOf(presets);
  }

  static boolean isPathPrefix(String path) {
    return PREFIX.matcher(path).matches();
  }

  /** The defaults for these servers. */
  public static MediaRoutingConfig of(List<ServerConfig> servers) {
    return new MediaRoutingConfig(
        DEFAULT_PREFIX,
        servers,
        Presets.BUILT_IN,
        PoliciesConfig.DEFAULT,
        TrustConfig.DEFAULT,
        PassConfig.DEFAULT,
        TimeoutConfig.DEFAULT,
        DEFAULT_CONNECTIONS_PER_SERVER,
        SpoolConfig.DEFAULT,
        BatchConfig.DEFAULT,
        SpeculationConfig.DEFAULT,
        StreamsConfig.DEFAULT,
        CachingConfig.DEFAULT,
        StoreConfig.DEFAULT,
        Abandonment.DEFAULT,
        ChoiceConfig.DEFAULT,
        LoadConfig.DEFAULT,
        ResilienceConfig.DEFAULT,
        LimitsConfig.DEFAULT,
        DEFAULT_SOURCE_CHECK,
        CorsConfig.DEFAULT,
        AccessLogConfig.DEFAULT,
        LogsConfig.DEFAULT,
        null,
        AdminConfig.DEFAULT,
        null,
        null,
        PeersConfig.DEFAULT,
        RegistrationConfig.DEFAULT,
        DurableConfig.DEFAULT,
        ListenConfig.DEFAULT,
        FrontConfig.DEFAULT,
        null);
  }

  /** The same, but taking requests elsewhere. */
  public MediaRoutingConfig withListen(ListenConfig elsewhere) {
    return new MediaRoutingConfig(
        prefix,
        servers,
        presets,
        policies,
        trust,
        pass,
        timeouts,
        connectionsPerServer,
        spool,
        batch,
        speculation,
        streams,
        caching,
        store,
        whenNobodyWaits,
        choice,
        load,
        resilience,
        limits,
        sourceCheck,
        cors,
        accessLog,
        logs,
        decisionLog,
        admin,
        probes,
        cluster,
        peers,
        registration,
        durable,
        elsewhere,
        front,
        fallback);
  }

  /**
   * Reads a YAML file; blocks.
   *
   * @throws ConfigException naming every mistake with its line, or why the file cannot be read
   */
  public static MediaRoutingConfig load(Path file) {
    return ConfigLoader.load(file);
  }

  /**
   * Reads YAML text.
   *
   * @param source name of the text in errors, such as a file's
   * @throws ConfigException naming every mistake with its line
   */
  public static MediaRoutingConfig parse(String yaml, String source) {
    return ConfigLoader.parse(yaml, source);
  }

  /**
   * Reads the same keys from a JSON object.
   *
   * @throws ConfigException naming every mistake
   */
  public static MediaRoutingConfig from(JsonObject json) {
    return ConfigLoader.from(json);
  }
}
