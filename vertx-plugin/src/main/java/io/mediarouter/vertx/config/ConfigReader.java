package io.mediarouter.vertx.config;

import io.mediarouter.request.ClientKey;
import io.mediarouter.select.ServerChoice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reader of a configuration that obeys the schema: checks what the schema cannot say. */
final class ConfigReader {
  private final Section root;
  private final DurableKind kept;

  private ConfigReader(ConfigTree tree, DurableKind kept) {
    this.kept = kept;
    root = new Section(tree, tree.root(), KeyPath.ROOT);
  }

  /**
   * The configuration.
   *
   * @param kept where that is kept which outlives all proxies, if nothing is said
   * @throws ConfigException with all mistakes
   */
  static MediaRoutingConfig read(ConfigTree tree, DurableKind kept) {
    return new ConfigReader(tree, kept).config(tree);
  }

  private MediaRoutingConfig config(ConfigTree tree) {
    var servers = ServersReader.read(root);
    var presets = PresetsReader.read(root);
    var policies = PoliciesReader.read(root, presets.keySet());
    var trust = TrustReader.read(root);
    var spool = root.checked(this::spool, SpoolConfig.DEFAULT);
    var load = root.checked(this::load, LoadConfig.DEFAULT);
    var resilience = ResilienceReader.read(root, servers);
    var batch = BatchReader.read(root);
    var speculation = SpeculationReader.read(root, presets);
    var streams = StreamsConfig.read(root, presets);
    var caching = CachingConfig.read(root);
    var front = FrontConfig.read(root);
    var peers = root.checked(() -> PeersConfig.read(root), PeersConfig.DEFAULT);
    var durable = root.checked(this::durable, DurableConfig.DEFAULT);
    var cors = root.checked(this::cors, CorsConfig.DEFAULT);
    var fallback = root.has("fallback") ? UrlReader.read(root, "fallback") : null;
    requireAddressesOfTheirOwn(tree, listen(), admin());
    tree.requireNoErrors();
    return new MediaRoutingConfig(
        root.text("prefix", MediaRoutingConfig.DEFAULT_PREFIX),
        servers,
        presets,
        policies,
        trust,
        PassConfig.read(root),
        timeouts(),
        root.number("connectionsPerServer", MediaRoutingConfig.DEFAULT_CONNECTIONS_PER_SERVER),
        spool,
        batch,
        speculation,
        streams,
        caching,
        store(root.section("store")),
        abandonment(),
        choice(),
        load,
        resilience,
        limits(),
        root.duration("sourceCheck", MediaRoutingConfig.DEFAULT_SOURCE_CHECK),
        cors,
        AccessLogConfig.of(root.text("accessLog", "off")),
        root.checked(this::logs, LogsConfig.DEFAULT),
        decisionLog(),
        admin(),
        probes(),
        cluster(),
        peers,
        registration(),
        durable,
        listen(),
        front,
        fallback);
  }

  private void requireAddressesOfTheirOwn(ConfigTree tree, ListenConfig listen, AdminConfig admin) {
    ProbesConfig probes = probes();
    boolean onProbes =
        probes != null
            && (listen.isAlso(probes.host(), probes.port())
                || new ListenConfig(admin.host(), admin.port())
                    .isAlso(probes.host(), probes.port()));
    if (probes != null && onProbes) {
      tree.error(
          KeyPath.ROOT.key("probes").key("port"),
          Values.expected(
              Integer.toString(probes.port()), "another address than those of listen and admin"));
    }
    if (listen.isAlso(admin.host(), admin.port())) {
      tree.error(
          KeyPath.ROOT.key("admin").key("port"),
          Values.expected(Integer.toString(admin.port()), ListenConfig.ANOTHER));
    }
  }

  private static StoreConfig store(Section store) {
    return new StoreConfig(
        store.number("copies", StoreConfig.DEFAULT_COPIES),
        store.duration("keepReplaced", StoreConfig.DEFAULT_KEEP_REPLACED),
        store.duration("staleWhileRevalidate", Duration.ZERO),
        store.duration("staleIfError", StoreConfig.DEFAULT_STALE_IF_ERROR),
        store.duration("negativeAnswers", StoreConfig.DEFAULT_NEGATIVE_ANSWERS),
        store.duration("scan", StoreConfig.DEFAULT_SCAN),
        store.duration("orphanAge", StoreConfig.DEFAULT_ORPHAN_AGE),
        store.bytes("budget", 0),
        budgets(store.section("budgets")),
        store.number("popularCopies", StoreConfig.DEFAULT_POPULAR_COPIES),
        store.duration("check", StoreConfig.DEFAULT_CHECK));
  }

  private static Map<String, Long> budgets(Section budgets) {
    Map<String, Long> byServer = new HashMap<>();
    budgets
        .map()
        .fieldNames()
        .forEachRemaining(server -> byServer.put(server, budgets.bytes(server, 0)));
    return byServer;
  }

  private TimeoutConfig timeouts() {
    Section timeouts = root.section("timeouts");
    return new TimeoutConfig(
        timeouts.duration("connect", TimeoutConfig.DEFAULT_CONNECT),
        timeouts.duration("firstByte", TimeoutConfig.DEFAULT_FIRST_BYTE),
        timeouts.duration("idle", TimeoutConfig.DEFAULT_IDLE),
        timeouts.duration("lookup", TimeoutConfig.DEFAULT_LOOKUP),
        timeouts.duration("decide", TimeoutConfig.DEFAULT_DECIDE));
  }

  private SpoolConfig spool() {
    Section spool = root.section("spool");
    return new SpoolConfig(
        spool.bytes("memory", SpoolConfig.DEFAULT_MEMORY),
        spool.bytes("totalMemory", SpoolConfig.DEFAULT_TOTAL_MEMORY),
        spool.optionalText("directory"),
        spool.bytes("disk", SpoolConfig.DEFAULT_DISK),
        spool.bytes("totalDisk", SpoolConfig.DEFAULT_TOTAL_DISK));
  }

  private LoadConfig load() {
    return new LoadConfig(
        root.duration("loadPoll", LoadConfig.DEFAULT_POLL),
        root.duration("loadStaleAfter", LoadConfig.DEFAULT_STALE_AFTER),
        root.texts("loadMetrics"));
  }

  private LimitsConfig limits() {
    Section limits = root.section("limits");
    return new LimitsConfig(
        limits.number("requests", LimitsConfig.DEFAULT_REQUESTS),
        limits.number("waiting", LimitsConfig.DEFAULT_WAITING),
        limits.number("waitingPerClient", LimitsConfig.DEFAULT_WAITING_PER_CLIENT),
        clientKey(limits),
        limits.decimal("sharePerClient", LimitsConfig.DEFAULT_SHARE_PER_CLIENT),
        limits.number("waitingPerServer", LimitsConfig.DEFAULT_WAITING_PER_SERVER),
        limits.duration("requestHead", LimitsConfig.DEFAULT_REQUEST_HEAD),
        limits.bytes("slowestClient", LimitsConfig.DEFAULT_SLOWEST_CLIENT),
        limits.duration("lameDuck", LimitsConfig.DEFAULT_LAME_DUCK),
        limits.duration("shutdown", LimitsConfig.DEFAULT_SHUTDOWN));
  }

  /** The schema knows the forms. */
  private static ClientKey clientKey(Section limits) {
    return ClientKey.parse(limits.text("clientKey", "address")).orElse(ClientKey.ADDRESS);
  }

  private Abandonment abandonment() {
    String token = root.text("whenNobodyWaits", Abandonment.DEFAULT.token());
    return Abandonment.valueOf(token.toUpperCase(Locale.ROOT));
  }

  private @Nullable String decisionLog() {
    String written = root.text("decisionLog", "off");
    return written.equals("off") ? null : written;
  }

  private LogsConfig logs() {
    Section logs = root.section("logs");
    return new LogsConfig(
        Set.copyOf(logs.texts("mask")),
        logs.bytes("rotateSize", LogsConfig.DEFAULT_ROTATE_SIZE),
        logs.duration("rotateAge", LogsConfig.DEFAULT_ROTATE_AGE),
        logs.number("keep", LogsConfig.DEFAULT_KEEP));
  }

  private ChoiceConfig choice() {
    return new ChoiceConfig(
        ServerChoice.of(root.text("serverChoice", ChoiceConfig.DEFAULT.choice().token())),
        root.decimal("highestUtilization", ChoiceConfig.DEFAULT.highestUtilization()));
  }

  private CorsConfig cors() {
    Section cors = root.section("cors");
    return new CorsConfig(
        cors.has("origins") ? cors.texts("origins") : CorsConfig.DEFAULT_ORIGINS,
        cors.texts("headers"),
        cors.flag("credentials", false),
        cors.duration("maxAge", CorsConfig.DEFAULT_MAX_AGE));
  }

  private AdminConfig admin() {
    Section admin = root.section("admin");
    return new AdminConfig(
        admin.text("host", AdminConfig.DEFAULT_HOST),
        admin.number("port", AdminConfig.DEFAULT_PORT),
        admin.text("path", AdminConfig.DEFAULT_PATH),
        admin.optionalText("tokenFile"),
        admin.texts("hosts"),
        TlsConfig.read(admin));
  }

  private @Nullable ProbesConfig probes() {
    Section probes = root.section("probes");
    return root.has("probes")
        ? new ProbesConfig(
            probes.text("host", ProbesConfig.DEFAULT_HOST),
            probes.number("port", ProbesConfig.DEFAULT_PORT))
        : null;
  }

  private RegistrationConfig registration() {
    Section registration = root.section("registration");
    return new RegistrationConfig(
        registration.optionalText("token"),
        registration.optionalText("tokenFile"),
        registration.duration("lapse", RegistrationConfig.DEFAULT_LAPSE),
        registration.texts("hosts"));
  }

  private DurableConfig durable() {
    Section durable = root.section("durable");
    DurableKind unsaid = durable.has("directory") ? DurableKind.FILE : kept;
    return new DurableConfig(
        DurableKind.of(durable.text("store", unsaid.token())),
        durable.text("directory", DurableConfig.DEFAULT_DIRECTORY),
        durable.optionalText("url"),
        durable.text("user", DurableConfig.DEFAULT_USER),
        durable.text("password", ""),
        durable.optionalText("passwordFile"));
  }

  private ListenConfig listen() {
    Section listen = root.section("listen");
    return new ListenConfig(
        listen.text("host", ListenConfig.DEFAULT_HOST),
        listen.number("port", ListenConfig.DEFAULT_PORT),
        listen.flag("h2c", ListenConfig.DEFAULT_H2C),
        TlsConfig.read(listen));
  }

  private @Nullable ClusterConfig cluster() {
    if (!root.has("cluster")) {
      return null;
    }
    Section cluster = root.section("cluster");
    return new ClusterConfig(
        cluster.text("name", ClusterConfig.DEFAULT_NAME),
        cluster.text("interface", ClusterConfig.DEFAULT_INTERFACE),
        cluster.number("port", ClusterConfig.DEFAULT_PORT),
        cluster.texts("members"),
        cluster.optionalText("publicAddress"));
  }
}
