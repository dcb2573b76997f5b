package io.mediarouter.vertx.config;

import io.mediarouter.media.RenditionRequest;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Inline;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import io.mediarouter.vertx.config.front.AccessLogConfig;
import io.mediarouter.vertx.config.front.AccessLogForm;
import io.mediarouter.vertx.config.front.AdminConfig;
import io.mediarouter.vertx.config.front.CorsConfig;
import io.mediarouter.vertx.config.front.FrontConfig;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.mediarouter.vertx.config.front.ListenConfig;
import io.mediarouter.vertx.config.front.LogsConfig;
import io.mediarouter.vertx.config.front.PassConfig;
import io.mediarouter.vertx.config.front.ProbesConfig;
import io.mediarouter.vertx.config.front.RegistrationConfig;
import io.mediarouter.vertx.config.front.TrustConfig;
import io.mediarouter.vertx.config.policies.PoliciesConfig;
import io.mediarouter.vertx.config.policies.PoliciesForm;
import io.mediarouter.vertx.config.policies.PresetsForm;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.config.servers.ServerConfig;
import io.mediarouter.vertx.config.servers.ServersForm;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.config.tree.Values;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole configuration of a proxy, immutable. Only the servers have no default. */
public record MediaRoutingConfig(
    @Key(value = "The farm: where each server listens, and what it does.", as = ServersForm.class)
        List<ServerConfig> servers,
    @Key(
            value = "Start of the paths of media requests. Empty: all paths.",
            is = Texts.PATH_PREFIX,
            pattern = Texts.PATH_PREFIX_PATTERN,
            absent = "/media")
        String prefix,
    @Key(
            value =
                "Renditions that requests may ask for by name, as preset=NAME. 240p, 360p, 480p,"
                    + " 720p, 1080p, audio, thumbnail, preview and storyboard are there unless"
                    + " replaced here by name.",
            as = PresetsForm.class,
            absent = "{}")
        Map<String, RenditionRequest> presets,
    @Inline(PoliciesForm.class) PoliciesConfig policies,
    @Key(
            "Who is believed about how urgent a request is. Whoever is believed comes before"
                + " others, and can have their work preempted.")
        TrustConfig trust,
    @Inline PassConfig pass,
    @Inline FrontConfig front,
    @Key(value = "The longest waits of a request.", is = "a map of durations")
        TimeoutConfig timeouts,
    @Key(value = "Connections to one server at a time.", range = "1..100000", absent = "256")
        int connectionsPerServer,
    @Key(
            "The room that the output of running transcodes may take in one proxy: memory first,"
                + " then a temporary file.")
        SpoolConfig spool,
    @Key("How batch jobs are worked off.") BatchConfig batch,
    @Key(
            "What is made ahead of demand, while the farm is below the lower watermarks, in the"
                + " off-peak hours of batch.offPeak, and no order waits.")
        SpeculationConfig speculation,
    @Key(
            "How assets are served as HLS and DASH, made segment by segment while people watch:"
                + " .../one.mp4/hls/master.m3u8, .../one.mp4/dash/manifest.mpd.")
        StreamsConfig streams,
    @Key(
            "How long caches in front may keep a rendition that is just what was asked for, and"
                + " what a proxy keeps in its own memory. What is near, varied, stale or passed"
                + " through instead is never kept; originals say what their origins say.")
        CachingConfig caching,
    @Key("How finished renditions are stored.") StoreConfig store,
    @Key(
            value =
                "What becomes of an on-demand transcode that nobody waits for any more: it goes on"
                    + " and is stored (finish), or it is stopped (cancel).",
            absent = "cancel")
        Abandonment whenNobodyWaits,
    @Inline ChoiceConfig choice,
    @Inline LoadConfig load,
    @Inline ResilienceConfig resilience,
    @Key(
            "What the proxy takes on itself. Beyond, requests are served in a cheaper way where"
                + " there is one, else answered with 503.")
        LimitsConfig limits,
    @Key(
            value =
                "Time for which a source is taken to be unchanged since it was last looked at."
                    + " After it the origin is asked before anything made of it is served, unless"
                    + " the origin does not answer.",
            absent = "60s")
        Duration sourceCheck,
    @Key(
            value =
                "Where the access log goes, one line of JSON per request, media or not: off, \"-\""
                    + " for the standard output, or a file.",
            absent = "off",
            fixed = true,
            as = AccessLogForm.class)
        AccessLogConfig accessLog,
    @Key(
            "What no log tells, and when the file of the access log is put aside as FILE.1 and a"
                + " new one begun.")
        LogsConfig logs,
    @Key(
            value =
                "Where decisions are logged with all that they depended on, one per line, for"
                    + " media-router replay: off, or a file. It grows fast.",
            is = "off, or a file",
            pattern = "^(?!-$).",
            absent = "off",
            off = true,
            fixed = true)
        @Nullable String decisionLog,
    @Key("Which pages of other sites may read media (CORS).") CorsConfig cors,
    @Key("Where operators reach the proxy, apart from the media.") AdminConfig admin,
    @Key(
            value =
                "Where supervisors, balancers and Prometheus ask the stand-alone proxy without a"
                    + " token: /live, /ready, /metrics. Absent: nowhere.",
            fixed = true)
        @Nullable ProbesConfig probes,
    @Key(
            "The cluster through which several proxies share what they know. Whoever reaches its"
                + " port owns the shared tables, so it belongs into a network of its own. Absent:"
                + " this proxy is alone.")
        @Nullable ClusterConfig cluster,
    @Key(
            value =
                "Where the other proxies of the cluster get what this one makes, while it grows, so"
                    + " that each rendition is made once in the whole cluster. It is no address for"
                    + " clients.",
            fixed = true)
        PeersConfig peers,
    @Key("The servers that may register themselves. Without token and tokenFile nobody can.")
        RegistrationConfig registration,
    @Key(
            "What outlives a stop of all proxies: batch jobs, what operators want of servers, what"
                + " finished tasks cost, what is popular, and what is stored.")
        DurableConfig durable,
    @Key("Where the stand-alone proxy takes requests.") ListenConfig listen,
    @Key(
            value =
                "Where the stand-alone proxy sends requests that are not for media; over TLS with"
                    + " https:, where its certificate has to be one that the JDK trusts. Absent:"
                    + " they are answered with 404.",
            example = "\"http://127.0.0.1:8000/\"")
        @Nullable URI fallback) {
  public MediaRoutingConfig {
    Checks.require(Texts.isPathPrefix(prefix), "prefix", Values.quoted(prefix), Texts.PATH_PREFIX);
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
    Checks.require(
        !listen.proxyProtocol() || !front.trustedProxies().networks().isEmpty(),
        "listen.proxyProtocol",
        "true",
        "the networks of those who speak it in trustedProxies, or false");
    servers = List.copyOf(servers);
    presets = Map.copyOf(presets);
  }

  /** The defaults for these servers; nothing outlives the proxies. */
  public static MediaRoutingConfig of(List<ServerConfig> servers) {
    return RecordForm.with(
        MediaRoutingConfig.class,
        null,
        Map.of("servers", servers, "durable", DurableConfig.DEFAULT));
  }

  /** The same, but taking requests elsewhere. */
  public MediaRoutingConfig withListen(ListenConfig elsewhere) {
    return RecordForm.with(MediaRoutingConfig.class, this, Map.of("listen", elsewhere));
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

  /**
   * Reads one server with the same keys and rules.
   *
   * @throws ConfigException naming every mistake
   */
  public static ServerConfig server(JsonObject json) {
    return from(new JsonObject().put("servers", new JsonArray().add(json))).servers().get(0);
  }
}
